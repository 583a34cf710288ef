-- q1: two plan years, $1 and $2
SELECT json_object('data', json_group_array(json_object(
  'id', py.id, 'year', py.year,
  'province', json_object('code', p.code, 'name', p.name),
  'targets', (SELECT json_group_array(json_object(
    'id', t.id, 'wording', t.wording,
    'indicator', json_object('code', i.code, 'name', i.name, 'unit', i.unit),
    'measures', (SELECT json_group_array(json_object('level', m.level, 'operator', m.operator, 'value', m.value / 1000000.0)) FROM measures m WHERE m.target_id = t.id)))
    FROM targets t JOIN indicators i ON i.id = t.indicator_id WHERE t.plan_year_id = py.id))))
FROM plan_years py JOIN provinces p ON p.id = py.province_id WHERE py.id IN ($1, $2)
-- q2: the indicator $1 in the year $2
SELECT json_object('data', json_group_array(json_object(
  'id', py.id,
  'province', json_object('code', p.code, 'name', p.name),
  'targets', (SELECT json_group_array(json_object(
    'id', t.id, 'wording', t.wording,
    'measures', (SELECT json_group_array(json_object('level', m.level, 'operator', m.operator, 'value', m.value / 1000000.0)) FROM measures m WHERE m.target_id = t.id)))
    FROM targets t WHERE t.plan_year_id = py.id AND t.indicator_id = $1))))
FROM plan_years py JOIN provinces p ON p.id = py.province_id WHERE py.year = $2
-- q3: the plan year $1 with its records, and its document $2
SELECT json_object('data', json_object(
  'id', py.id, 'year', py.year,
  'province', json_object('code', p.code, 'name', p.name),
  'documents', (SELECT json_group_array(json_object('number', d.number, 'issuedOn', d.issued_on, 'title', d.title)) FROM documents d WHERE d.id = $2),
  'targets', (SELECT json_group_array(json_object(
    'id', t.id, 'wording', t.wording,
    'indicator', json_object('code', i.code, 'name', i.name, 'unit', i.unit),
    'measures', (SELECT json_group_array(json_object('level', m.level, 'operator', m.operator, 'value', m.value / 1000000.0)) FROM measures m WHERE m.target_id = t.id)))
    FROM targets t JOIN indicators i ON i.id = t.indicator_id WHERE t.plan_year_id = py.id),
  'tasks', (SELECT json_group_array(json_object(
    'id', k.id, 'title', k.title, 'start', k.schedule_start,
    'leads', (SELECT json_group_array(json_object('name', a.name)) FROM task_agencies r JOIN agencies a ON a.id = r.agency_id WHERE r.task_id = k.id AND r.role = 'LEAD')))
    FROM tasks k WHERE k.plan_year_id = py.id),
  'budgets', (SELECT json_group_array(json_object('category', b.category, 'amount', b.amount)) FROM budgets b WHERE b.plan_year_id = py.id),
  'citations', (SELECT json_group_array(json_object('number', l.number, 'title', l.title, 'issuedOn', l.issued_on))
    FROM citations c JOIN legal_documents l ON l.id = c.legal_document_id WHERE c.document_id = $2 AND c.role = 'LEGAL_BASIS')))
FROM plan_years py JOIN provinces p ON p.id = py.province_id WHERE py.id = $1
-- q4: the first fifty targets of the pillar $1 in the year $2, and how many there are
SELECT json_object('data', json_object(
  'totalCount', (SELECT count(*) FROM targets t JOIN plan_years py ON py.id = t.plan_year_id JOIN indicators i ON i.id = t.indicator_id WHERE py.year = $2 AND i.pillar = $1),
  'nodes', (SELECT json_group_array(json_object('id', id, 'wording', wording, 'indicator', json_object('code', code), 'planYear', json_object('year', year, 'province', json_object('name', name))))
    FROM (SELECT t.id, t.wording, i.code, py.year, p.name FROM targets t JOIN plan_years py ON py.id = t.plan_year_id
      JOIN indicators i ON i.id = t.indicator_id JOIN provinces p ON p.id = py.province_id
      WHERE py.year = $2 AND i.pillar = $1 ORDER BY t.sort_key LIMIT 50))))
