// The figures on the pages equal the API's answers, cell by cell.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ask, type Json } from './support/api.ts';
import { launch, visit, type Language } from './support/browser.ts';
import { absences, apart, bound, levels, lines, numeral, outcome, rounded, runs } from './support/words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const languages: Language[] = ['vi', 'en'];
const pairs = [
  ['binh-dinh/2024', 'quang-nam/2024'],
  ['binh-dinh/2025', 'binh-dinh/2030'],
  ['binh-dinh/2024', 'binh-duong/2022'],
] as const;

const ref = (id: string) => ({ province: id.split('/')[0], year: Number(id.split('/')[1]) });

// Shown is a figure as a page shows it: the record that it leads to, its words
// and number, its level, and the small print below.
interface Shown {
  id: string;
  text: string;
  level: string;
  place: string;
}

// figuresIn reads the figures in an element, those in asides apart.
const reading = `
  window.tidy = (text) => (text ?? '').replace(/\\s+/g, ' ').trim();
  window.figure = (link) => ({
    id: new URL(link.href).searchParams.get('source'),
    text: tidy([...link.querySelectorAll('.words, .amount')].map((part) => part.textContent).join(' ')),
    level: tidy(link.querySelector('.level')?.textContent),
    place: tidy(link.querySelector('.place')?.textContent),
  });
  window.figures = (cell) => [...cell.querySelectorAll('.source-link:has(.figure)')].filter((link) => !link.closest('.aside')).map(figure);
  window.asides = (cell) => [...cell.querySelectorAll('.aside .source-link:has(.figure)')].map(figure);
  window.none = (cell) => tidy(cell.querySelector(':scope > .none')?.textContent);
`;

function shownBound(measure: Json, language: Language): Shown {
  return {
    id: measure.id,
    text: bound(measure, language),
    level: levels[language][measure.level]!,
    place: [
      lines(measure.source.lines, language),
      measure.condition && { vi: 'có điều kiện', en: 'with a condition' }[language],
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

const boundFields = 'id level operator value upper unit rank condition source { lines }';

describe.each(languages)('compare in %s', (language) => {
  test.each(pairs)('%s with %s', async (left, right) => {
    const { compare } = await ask(
      `query ($left: PlanYearRef!, $right: PlanYearRef!) { compare(left: $left, right: $right) {
        left { year province { name } } right { year province { name } }
        summary { total verdicts { verdict count } }
        targets {
          indicator { code name nameEn unit } verdict caveats { kind message messageEn }
          measures { level verdict difference left { ${boundFields} } right { ${boundFields} } }
          left { measures { ${boundFields} } findings { id message messageEn } }
          right { measures { ${boundFields} } findings { id message messageEn } }
          otherLeft { measures { ${boundFields} } } otherRight { measures { ${boundFields} } } near { measures { ${boundFields} } }
          national { id year level operator value confidence }
        } } }`,
      { left: ref(left), right: ref(right) },
    );
    const { page, clean } = await visit(browser, `/?left=${left}&right=${right}`, language);
    const rows = await readComparison(page);
    expect(rows.map(({ code }) => code).sort()).toEqual(
      compare.targets.map(({ indicator }: Json) => indicator.code).sort(),
    );
    const chips = await page
      .locator('.chip')
      .evaluateAll((all) =>
        all.map((chip) => [chip.className.split(' ')[1], chip.querySelector('strong')!.textContent]),
      );
    expect(chips).toEqual(
      compare.summary.verdicts
        .filter(({ count }: Json) => count > 0)
        .map(({ verdict, count }: Json) => [verdict, numeral(count, language)]),
    );
    for (const row of rows) {
      const target = compare.targets.find(({ indicator }: Json) => indicator.code === row.code);
      expect.soft(row, row.code).toEqual(expectedRow(target, sideNames(compare), language));
    }
    await clean();
  });
});

interface ComparedLine {
  level: string;
  left: Shown[];
  right: Shown[];
  difference: string;
}

interface Compared {
  code: string;
  names: string;
  lines: ComparedLine[];
  verdict: string;
  asides: { left: Shown[]; right: Shown[] };
  unset: { left: string; right: string };
  national: { id: string; text: string }[];
  caveats: number;
}

function readComparison(page: Page): Promise<Compared[]> {
  return page.evaluate(`(() => { ${reading}
    return [...document.querySelectorAll('tbody[data-indicator]')].map((body) => {
      const lines = [...body.querySelectorAll('tr[data-level]')];
      const sides = (side) => lines.flatMap((line) => [...line.querySelectorAll('.side-cell.' + side)]);
      const caveats = body.querySelector('.caveats');
      return {
        code: body.dataset.indicator,
        names: tidy(body.querySelector('.name [lang=vi]').textContent) + ' | ' + tidy(body.querySelector('.name [lang=en]').textContent),
        lines: lines.map((line) => ({
          level: line.dataset.level,
          left: [...line.querySelectorAll('.side-cell.left')].flatMap(figures),
          right: [...line.querySelectorAll('.side-cell.right')].flatMap(figures),
          difference: tidy(line.querySelector('.difference').textContent),
        })),
        verdict: tidy(body.querySelector('.tag').textContent).slice(2),
        asides: { left: sides('left').flatMap(asides), right: sides('right').flatMap(asides) },
        unset: { left: sides('left').map(none).filter(Boolean).join('; '), right: sides('right').map(none).filter(Boolean).join('; ') },
        national: [...body.querySelectorAll('.national .source-link')].map((link) => ({
          id: new URL(link.href).searchParams.get('source'), text: tidy(link.textContent),
        })),
        caveats: caveats ? caveats.querySelectorAll('li').length : 0,
      };
    });
  })()`);
}

function sideNames(compare: Json) {
  const { left, right } = compare;
  if (left.province.name !== right.province.name) return { left: left.province.name, right: right.province.name };
  return { left: String(left.year), right: String(right.year) };
}

function expectedRow(target: Json, names: { left: string; right: string }, language: Language): Compared {
  const { indicator, measures, national, caveats } = target;
  const preferred = (one: Json) => one.measures.filter(({ rank }: Json) => rank === 'PREFERRED');
  const alternates = (one: Json) => one?.measures.filter(({ rank }: Json) => rank === 'ALTERNATE') ?? [];
  const asides = (side: 'left' | 'right', others: Json[]) => {
    const list = target[side]
      ? [...alternates(target[side]), ...others.flatMap(preferred)]
      : target.near.flatMap(preferred);
    return list.map((measure: Json) => shownBound(measure, language));
  };
  const unset = (side: 'left' | 'right') => {
    if (!target[side]) return { vi: 'không đặt', en: 'not set' }[language];
    const word = { vi: 'không đặt ở cấp này', en: 'not set at this level' }[language];
    return measures
      .filter((line: Json) => !line[side])
      .map(() => word)
      .join('; ');
  };
  const findings = new Set([target.left, target.right].flatMap((one) => one?.findings.map(({ id }: Json) => id) ?? []));
  const said = findings.size > 0 ? caveats.filter(({ kind }: Json) => kind !== 'FINDING') : caveats;
  return {
    code: indicator.code,
    names: `${indicator.name} | ${indicator.nameEn}`,
    lines: measures.map((line: Json) => ({
      level: line.level,
      left: line.left ? [shownBound(line.left, language)] : [],
      right: line.right ? [shownBound(line.right, language)] : [],
      difference: expectedDifference(line, target, names, language),
    })),
    verdict: verdictWords(target.verdict, names, language),
    asides: { left: asides('left', target.otherLeft), right: asides('right', target.otherRight) },
    unset: { left: unset('left'), right: unset('right') },
    national: expectedGoals(national, indicator.unit, language),
    caveats: said.length + findings.size,
  };
}

function expectedDifference(line: Json, row: Json, names: Json, language: Language): string {
  const { difference, verdict } = line;
  if (difference === null) return verdict === row.verdict ? '–' : verdictWords(verdict, names, language);
  const stricter = verdict.endsWith('_STRICTER');
  if (stricter && difference === 0) return { vi: '0, chỉ khác cách nêu', en: '0, only the wording differs' }[language];
  if (difference === 0) return '0';
  const text = apart(difference, line.left.unit, language);
  return stricter && verdict !== row.verdict ? `${text}, ${verdictWords(verdict, names, language)}` : text;
}

function verdictWords(verdict: string, { left, right }: { left: string; right: string }, language: Language): string {
  const vi = {
    LEFT_STRICTER: `${left} chặt hơn`,
    RIGHT_STRICTER: `${right} chặt hơn`,
    EQUAL: 'Bằng nhau',
    OVERLAPPING: 'Mỗi bên chặt một phần',
    NOT_COMPARABLE: 'Không so được',
    ONLY_LEFT: `Chỉ ${left}`,
    ONLY_RIGHT: `Chỉ ${right}`,
  };
  const en = {
    LEFT_STRICTER: `${left} stricter`,
    RIGHT_STRICTER: `${right} stricter`,
    EQUAL: 'Equal',
    OVERLAPPING: 'Each stricter in part',
    NOT_COMPARABLE: 'Not comparable',
    ONLY_LEFT: `Only ${left}`,
    ONLY_RIGHT: `Only ${right}`,
  };
  return { vi, en }[language][verdict as keyof typeof vi];
}

// Goals of one decision and confidence stand together, in the API's order.
function expectedGoals(national: Json[], unit: string, language: Language) {
  return national
    .map((goal) => ({
      id: goal.id,
      text: `${levels[language][goal.level]} ${bound({ ...goal, upper: null, unit }, language)}`.trim(),
    }))
    .sort((a, b) => a.id.localeCompare(b.id));
}

test('figures that may not be compared are never on one scale', async () => {
  const { page, clean } = await visit(browser, '/?verdict=NOT_COMPARABLE');
  await expect.poll(() => page.locator('tbody[data-indicator]').count()).toBe(13);
  await expect.poll(() => page.locator('tbody[data-indicator] .scale-cell svg').count()).toBe(0);
  await clean();
});

test('the bars of a row have the lengths of its figures', async () => {
  const { page, clean } = await visit(browser, '/?text=government.work_files_online');
  const widths = await page
    .locator('tbody[data-indicator] rect.mark')
    .evaluateAll((bars) => bars.map((bar) => bar.getAttribute('width')));
  expect(widths).toEqual(['90%', '95%', '80%', '85%', '60%', '65%']);
  expect(
    await page
      .locator('tbody[data-indicator] line.goal-mark')
      .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('x1'))),
  ).toEqual(['90%', '100%', '80%', '90%', '60%', '70%']);
  await clean();
});

test('every figure opens the places that the API gives for it', { timeout: 300_000 }, async () => {
  const { compare } = await ask(
    `{ compare(left: {province: "binh-dinh", year: 2024}, right: {province: "quang-nam", year: 2024}) { targets { indicator { pillar } measures {
      left { ...M } right { ...M } } } } }
      fragment M on Measure { id printed target { wording findings { id } } sources { document { slug lines } section row lines } }`,
  );
  const measures = compare.targets.flatMap(({ indicator, measures }: Json) =>
    measures
      .flatMap(({ left, right }: Json) => [left, right])
      .filter(Boolean)
      .map((measure: Json) => ({ ...measure, pillar: indicator.pillar })),
  );
  expect(measures.length).toBeGreaterThan(100);
  // A shorter page opens its panels sooner.
  for (const pillar of new Set<string>(measures.map(({ pillar }: Json) => pillar))) {
    const { page, clean } = await visit(browser, `/?pillar=${pillar}`);
    for (const measure of measures.filter((one: Json) => one.pillar === pillar)) await opensPlaces(page, measure);
    await clean();
  }
});

async function opensPlaces(page: Page, { id, printed, target, sources }: Json) {
  await page.locator(`td > a[href$="source=${id}"]`).dispatchEvent('click');
  const panel = page.getByRole('dialog');
  await panel.locator('.facts').waitFor();
  const shown: Json = await panel.evaluate((dialog) => ({
    rows: [...dialog.querySelectorAll('.places tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent!.trim()),
    ),
    wording: dialog.querySelector('blockquote')!.textContent,
    findings: dialog.querySelectorAll('.finding').length,
    facts: dialog.querySelector('.facts')!.textContent,
  }));
  expect
    .soft(
      shown.rows.map(([document, ...rest]: string[]) => [document!.split(' ').at(-1), ...rest]),
      id,
    )
    .toEqual(
      sources.map(({ document, section, row, lines }: Json) => [
        document.slug,
        section ?? '–',
        row ?? '–',
        `${runs(lines)} (bản lưu có ${document.lines} dòng)`,
      ]),
    );
  expect.soft(shown.wording).toBe(target.wording);
  expect.soft(shown.findings, id).toBe(target.findings.length);
  if (printed) expect.soft(shown.facts).toContain(printed);
  // The panel closes by Escape once it has taken the focus, a moment after it is seen.
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]'));
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
}

describe.each(languages)('the matrix in %s', (language) => {
  test('of three plan years', async () => {
    const years = ['binh-dinh/2024', 'quang-nam/2024', 'binh-dinh/2023'];
    const { matrix } = await ask(
      `query ($planYears: [PlanYearRef!]!) { matrix(planYears: $planYears) { rows { indicator { code } cells {
        planYear { id } absence measures { rank measure { id level operator value upper unit condition } } otherTargets { id }
        outcomes { id level qualifier value unit absence } } } } }`,
      { planYears: years.map(ref) },
    );
    const { page, clean } = await visit(
      browser,
      `/matrix?${years.map((year) => `planYear=${year}`).join('&')}`,
      language,
    );
    const cells: Json[] = await page.evaluate(`(() => { ${reading}
      return [...document.querySelectorAll('td[data-plan-year]')].map((cell) => ({
        cell: cell.closest('tr').dataset.indicator + ' ' + cell.dataset.planYear,
        absence: none(cell), bounds: figures(cell), outcomes: asides(cell),
      }));
    })()`);
    const expected = matrix.rows.flatMap(({ indicator, cells }: Json) =>
      cells.map((cell: Json) => [`${indicator.code} ${cell.planYear.id}`, cell]),
    );
    expect(cells.length).toBe(expected.length);
    const shown = new Map(cells.map((cell) => [cell.cell, cell]));
    for (const [key, { absence, measures, outcomes }] of expected) {
      const cell = shown.get(key);
      const brief = (figures: Shown[]) => figures.map(({ id, text, level }) => ({ id, text, level }));
      expect.soft({ absence: cell.absence, bounds: brief(cell.bounds), outcomes: brief(cell.outcomes) }, key).toEqual({
        absence: absence ? absences[language][absence] : '',
        bounds: measures.map(({ measure }: Json) => ({
          id: measure.id,
          text: bound(measure, language),
          level: levels[language][measure.level],
        })),
        outcomes: outcomes.map((one: Json) => ({
          id: one.id,
          text: outcome(one, language),
          level: levels[language][one.level],
        })),
      });
    }
    await clean();
  });
});

describe.each(languages)('progress in %s', (language) => {
  test.each(['binh-dinh/2024', 'binh-dinh/2023', 'binh-dinh/2025', 'quang-nam/2024'])('of %s', async (planYear) => {
    const result = 'id level qualifier value unit absence planYear { year }';
    const { progress } = await ask(
      `query ($province: String!, $year: Int!) { progress(province: $province, year: $year) {
        targets { target { id } measures { status distance measure { ${boundFields} } outcome { ${result} } } }
        horizons { change target { id } horizon { id } caveats { kind } measures { level verdict difference left { ${boundFields} } right { ${boundFields} } } }
        outcomesWithoutTarget { ${result} } } }`,
      ref(planYear),
    );
    const { page, clean } = await visit(browser, `/progress?planYear=${planYear}`, language);
    const rows: Json[] = await page.evaluate(`(() => { ${reading}
      return [...document.querySelectorAll('tbody[data-target] tr[data-level]')].map((line) => {
        const cells = [...line.querySelectorAll('td')];
        return { target: line.parentElement.dataset.target, bound: figures(cells[0])[0], result: figures(cells[1])[0] ?? null, none: none(cells[1]),
          distance: tidy(cells[3].textContent), status: tidy(cells[4].textContent).slice(2) };
      });
    })()`);
    const expected = progress.targets.flatMap(({ target, measures }: Json) =>
      measures.map((line: Json) => [target.id, line]),
    );
    expect(rows.length).toBe(expected.length);
    for (const [target, line] of expected) {
      const row = rows.find(({ bound }) => bound.id === line.measure.id);
      expect
        .soft({ ...row, result: row.result && { id: row.result.id, text: row.result.text } }, line.measure.id)
        .toEqual({
          target,
          bound: shownBound(line.measure, language),
          result: line.outcome && { id: line.outcome.id, text: outcome(line.outcome, language) },
          none: line.outcome ? '' : absences[language].NOT_REPORTED,
          distance: distanceWords(line, language),
          status: statusWords[language][line.status as keyof (typeof statusWords)['vi']],
        });
    }
    expect(await readHorizons(page)).toEqual(expectedHorizons(progress.horizons, language));
    const without: Json[] = await page.evaluate(`(() => { ${reading}
      return [...document.querySelectorAll('tr[data-outcome]')].map((row) => ({ id: row.dataset.outcome, text: figures(row)[0].text }));
    })()`);
    expect(without).toEqual(
      progress.outcomesWithoutTarget.map((one: Json) => ({ id: one.id, text: outcome(one, language) })),
    );
    await clean();
  });
});

function readHorizons(page: Page): Promise<Json[]> {
  return page.evaluate(`(() => { ${reading}
    return [...document.querySelectorAll('tbody[data-horizon]')].map((body) => ({
      horizon: body.dataset.horizon,
      lines: [...body.querySelectorAll('tr[data-level]')].map((line) => {
        const [left, right, difference] = line.querySelectorAll('td');
        return { level: line.dataset.level, left: figures(left), right: figures(right), difference: tidy(difference.textContent) };
      }),
      change: tidy(body.querySelector('.tag').textContent).slice(2),
    }));
  })()`);
}

// Rows stand under their yardsticks, in the API's order.
function expectedHorizons(horizons: Json[], language: Language) {
  const side = (measure: Json) => (measure ? [shownBound(measure, language)] : []);
  const yardstick = ({ horizon }: Json) => horizon.id.split('/target/')[0];
  const yardsticks = [...new Set(horizons.map(yardstick))];
  return yardsticks
    .flatMap((one) => horizons.filter((row) => yardstick(row) === one))
    .map(({ horizon, measures, change }) => ({
      horizon: horizon.id,
      lines: measures.map(({ level, left, right, difference, verdict }: Json) => ({
        level,
        left: side(left),
        right: side(right),
        difference: horizonDifference(difference, verdict, (left ?? right).unit, language),
      })),
      change: changeWords[language][change as keyof (typeof changeWords)['vi']],
    }));
}

function horizonDifference(difference: number | null, verdict: string, unit: string, language: Language): string {
  if (difference === null) return '–';
  if (difference !== 0) return apart(difference, unit, language);
  return verdict === 'EQUAL' ? '0' : { vi: '0, chỉ khác cách nêu', en: '0, only the wording differs' }[language];
}

const changeWords = {
  vi: {
    TIGHTENED: 'Chặt hơn',
    KEPT: 'Bằng nhau',
    ON_THE_WAY: 'Đang tiến tới',
    LOOSENED: 'Lỏng hơn',
    NOT_COMPARABLE: 'Không so được',
  },
  en: {
    TIGHTENED: 'Asks for more',
    KEPT: 'Asks for the same',
    ON_THE_WAY: 'On the way',
    LOOSENED: 'Asks for less',
    NOT_COMPARABLE: 'Not comparable',
  },
};

const statusWords = {
  vi: { MET: 'Đạt', NOT_MET: 'Chưa đạt', UNCERTAIN: 'Chưa rõ', NOT_REPORTED: 'Chưa có kết quả' },
  en: { MET: 'Met', NOT_MET: 'Not met', UNCERTAIN: 'Uncertain', NOT_REPORTED: 'No result yet' },
};

function distanceWords({ distance, status, measure }: Json, language: Language): string {
  if (distance === null) return '–';
  if (distance === 0 && status === 'NOT_MET')
    return { vi: '0, nhưng phải vượt mức này', en: '0, but it must be exceeded' }[language];
  if (distance === 0) return { vi: '0, đúng mức đặt ra', en: '0, exactly as set' }[language];
  const text = apart(Math.abs(distance), measure.unit, language);
  if (distance > 0) return { vi: `vượt ${text}`, en: `${text} beyond` }[language];
  return { vi: `còn thiếu ${text}`, en: `${text} missing` }[language];
}

describe.each(languages)('through the years in %s', (language) => {
  test.each([
    'society.adult_smartphone',
    'government.work_files_online',
    'general.dti_rank',
    'economy.digital_economy_grdp',
  ])('%s', async (indicator) => {
    const { trajectory } = await ask(
      `query ($indicator: String!) { trajectory(province: "binh-dinh", indicator: $indicator) { series { ...S } near { series { ...S } } } }
       fragment S on TrajectorySeries { unit observedPace points { year value upper operator qualifier neededPace record { id ... on Outcome { absence } } } }`,
      { indicator },
    );
    const { page, clean } = await visit(browser, `/trajectory?province=binh-dinh&indicator=${indicator}`, language);
    const rows: Json[] = await page.evaluate(`(() => { ${reading}
      return [...document.querySelectorAll('tr[data-point]')].map((row) => ({
        id: row.dataset.point, year: tidy(row.querySelector('th').textContent), text: figure(row.querySelector('.source-link')).text, pace: tidy(row.querySelector('.difference').textContent), exactPace: row.querySelector('.difference data')?.value ?? null,
      }));
    })()`);
    const series = [...trajectory.series, ...trajectory.near.flatMap(({ series }: Json) => series)];
    expect(rows).toEqual(
      series.flatMap(({ unit, points }: Json) =>
        points.map(({ year, operator, neededPace, record, ...point }: Json) => ({
          id: record.id,
          year: String(year),
          text: operator
            ? bound({ ...point, operator, unit }, language)
            : outcome({ ...point, unit, absence: record.absence }, language),
          pace: neededPace === null ? '–' : apart(neededPace, unit, language),
          exactPace: neededPace === null || neededPace === rounded(neededPace) ? null : String(neededPace),
        })),
      ),
    );
    const drawn = await page.locator('.chart > svg path.point').count();
    expect(drawn).toBe(series.flatMap(({ points }: Json) => points).filter(({ value }: Json) => value !== null).length);
    await clean();
  });
});

test('tasks: each stands under its initiative and side, with its agencies, time and lines', async () => {
  const job = 'id title leads { name } schedule { text recurring start end } sources { lines }';
  const { compare } = await ask(
    `{ compare(left: {province: "binh-dinh", year: 2024}, right: {province: "quang-nam", year: 2024}) {
      tasks { theme initiative { slug } left { ${job} } right { ${job} } } } }`,
  );
  const { page, clean } = await visit(browser, '/tasks');
  const rows: Json[] = await page.evaluate(`(() => { ${reading}
    const jobs = (row, side) => [...row.querySelectorAll('.side-cell.' + side + ' li')].map((item) => ({
      id: new URL(item.querySelector('a').href).searchParams.get('source'), title: tidy(item.querySelector('a').textContent), place: tidy(item.querySelector('.place').textContent),
    }));
    return [...document.querySelectorAll('tr[data-initiative]')].map((row) => ({ initiative: row.dataset.initiative, left: jobs(row, 'left'), right: jobs(row, 'right') }));
  })()`);
  const shown = (one: Json) => ({
    id: one.id,
    title: one.title.replace(/\s+/g, ' ').trim(),
    place: [
      one.leads.map(({ name }: Json) => name).join('; '),
      one.schedule ? one.schedule.text + (one.schedule.recurring ? ' (hằng năm)' : '') : 'không nêu thời gian',
      lines(one.sources[0].lines, 'vi'),
    ]
      .filter(Boolean)
      .join(' · '),
  });
  expect(rows).toEqual(
    compare.tasks.map(({ theme, initiative, left, right }: Json) => ({
      initiative: initiative?.slug ?? theme,
      left: left.map(shown),
      right: right.map(shown),
    })),
  );
  const timeline = await page
    .locator('tr[data-quarter]')
    .evaluateAll((all) =>
      all.map((row) => [
        (row as HTMLElement).dataset.quarter,
        ...[...row.querySelectorAll('td')].map((cell) => Number(cell.textContent)),
      ]),
    );
  const running = (quarter: string, side: 'left' | 'right') => {
    const [year, n] = quarter.split('/').map(Number);
    const first = `${year}-${String(n! * 3 - 2).padStart(2, '0')}-01`;
    const last = `${year}-${String(n! * 3).padStart(2, '0')}-31`;
    return compare.tasks
      .flatMap((row: Json) => row[side])
      .filter(
        ({ schedule }: Json) => schedule?.start && schedule.end && schedule.start <= last && schedule.end >= first,
      ).length;
  };
  for (const [quarter, left, right] of timeline as [string, number, number][]) {
    expect.soft([left, right], quarter).toEqual([running(quarter, 'left'), running(quarter, 'right')]);
  }
  await clean();
});

test('legal bases: every mention, as printed, on its lines', async () => {
  const mention = 'id printedNumber printedDate source { lines } document { title } findings { id }';
  const { compare } = await ask(
    `{ compare(left: {province: "binh-dinh", year: 2024}, right: {province: "quang-nam", year: 2024}) {
      legalBases { legalDocument { slug } left { ${mention} } right { ${mention} } } } }`,
  );
  const { page, clean } = await visit(browser, '/legal-bases');
  const rows: Json[] = await page.evaluate(`(() => { ${reading}
    const mentions = (row, side) => [...row.querySelectorAll('.side-cell.' + side + ' li')].map((item) => ({
      id: new URL(item.querySelector('a').href).searchParams.get('source'), place: tidy(item.querySelector('.place').textContent),
    }));
    return [...document.querySelectorAll('tr[data-legal]')].map((row) => ({ slug: row.dataset.legal, left: mentions(row, 'left'), right: mentions(row, 'right') }));
  })()`);
  const shown = ({ id, printedNumber, printedDate, source, document, findings }: Json) => ({
    id,
    place: [
      `in là ${[printedNumber, printedDate].filter(Boolean).join(', ') || '–'}`,
      document.title,
      lines(source.lines, 'vi'),
      findings.length > 0 && `${findings.length} ghi chú biên tập`,
    ]
      .filter(Boolean)
      .join(' · ')
      .replace(/\s+/g, ' '),
  });
  expect(new Map(rows.map(({ slug, ...sides }) => [slug, sides]))).toEqual(
    new Map(
      compare.legalBases.map(({ legalDocument, left, right }: Json) => [
        legalDocument.slug,
        { left: left.map(shown), right: right.map(shown) },
      ]),
    ),
  );
  await clean();
});

describe.each(languages)('budgets in %s', (language) => {
  test.each([
    ['binh-dinh/2021', 'binh-dinh/2022'],
    ['binh-dinh/2020', 'binh-dinh/2023'],
  ])('of %s and %s', async (left, right) => {
    const money = 'id amount corrected';
    const { compare } = await ask(
      `query ($left: PlanYearRef!, $right: PlanYearRef!) { compare(left: $left, right: $right) { budgets { category difference left { ${money} } right { ${money} } } } }`,
      { left: ref(left), right: ref(right) },
    );
    const { page, clean } = await visit(browser, `/budgets?left=${left}&right=${right}`, language);
    const rows: Json[] = await page.evaluate(`(() => { ${reading}
      const amounts = (row, side) => [...row.querySelectorAll('.side-cell.' + side + ' .source-link')].map(figure).map(({ id, text }) => ({ id, text }));
      return [...document.querySelectorAll('tbody[data-category]')].map((row) => ({
        category: row.dataset.category, left: amounts(row, 'left'), right: amounts(row, 'right'), difference: tidy(row.querySelector('.difference').textContent),
      }));
    })()`);
    const dong = (amount: number) => `${numeral(amount, language)} đồng`;
    const shown = ({ id, amount }: Json) => ({ id, text: dong(amount) });
    expect(rows).toEqual(
      compare.budgets.map(({ category, difference, left, right }: Json) => ({
        category,
        left: left.map(shown),
        right: right.map(shown),
        difference: difference === null ? { vi: 'không trừ', en: 'not subtracted' }[language] : dong(difference),
      })),
    );
    await clean();
  });
});

test('findings: all of them, each with its places and records', async () => {
  const nodes: Json[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { findings } = await ask(
      `query ($after: String) { findings(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { id messageEn records { id } sources { lines } } } }`,
      { after },
    );
    nodes.push(...findings.nodes);
    more = findings.pageInfo.hasNextPage;
    after = findings.pageInfo.endCursor;
  }
  const { page, clean } = await visit(browser, '/findings', 'en');
  const rows: Json[] = await page.evaluate(`(() => { ${reading}
    return [...document.querySelectorAll('tr[data-finding]')].map((row) => {
      const [, places, records] = row.querySelectorAll('td');
      return { id: row.dataset.finding, places: places.querySelectorAll('li').length, records: [...records.querySelectorAll('a')].map((link) => link.textContent) };
    });
  })()`);
  expect(rows).toEqual(
    nodes.map(({ id, records, sources }) => ({
      id,
      places: sources.length,
      records: records.map((one: Json) => one.id),
    })),
  );
  await clean();
});

test('search: the same records in the same order, marked in the same places', async () => {
  const { search } = await ask(
    '{ search(text: "chu ky so", first: 50) { totalCount nodes { record { id } title { text marked } } } }',
  );
  const { page, clean } = await visit(browser, '/search?text=chu+ky+so');
  const rows = await page.locator('li[data-record]').evaluateAll((all) =>
    all.map((row) => ({
      id: (row as HTMLElement).dataset.record,
      marked: [...row.querySelectorAll('a mark')].map((mark) => mark.textContent),
    })),
  );
  expect(rows).toEqual(
    search.nodes.map(({ record, title }: Json) => ({
      id: record.id,
      marked: title.filter(({ marked }: Json) => marked).map(({ text }: Json) => text),
    })),
  );
  expect(await page.getByRole('status').textContent()).toBe(`${search.totalCount} kết quả`);
  await clean();
});
