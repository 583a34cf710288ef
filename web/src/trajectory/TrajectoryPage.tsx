// One indicator in one province through the years.
import { useAddress } from '../address.ts';
import { useQuery } from '../api/ask.ts';
import { TrajectoryDocument, type SeriesFragment, type TrajectoryQuery } from '../api/generated.ts';
import { linesText, translateEnums, pointFigure } from '../format/figure.ts';
import { useWords } from '../language/language.ts';
import { Caveats } from '../parts/Caveats.tsx';
import { Chooser } from '../parts/Chooser.tsx';
import { FigureLink } from '../parts/FigureLink.tsx';
import { Name } from '../parts/Name.tsx';
import { Pending } from '../parts/Notice.tsx';
import { DerivedNumber } from '../parts/DerivedNumber.tsx';
import { useIndicators, usePlanYears } from '../parts/registers.ts';
import { Head } from '../parts/Table.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { ViewLinks } from '../parts/ViewLinks.tsx';
import { SeriesChart } from './SeriesChart.tsx';

type Trajectory = TrajectoryQuery['trajectory'];
type Point = SeriesFragment['points'][number];

const defaultChoice = { province: 'binh-dinh', indicator: 'society.adult_smartphone' };

export default function TrajectoryPage() {
  const { t } = useWords();
  const { get } = useAddress();
  const chosen = {
    province: get('province') || defaultChoice.province,
    indicator: get('indicator') || defaultChoice.indicator,
  };
  return (
    <>
      <h1>{t('page.trajectory')}</h1>
      <Choice {...chosen} />
      <Loaded {...chosen} />
    </>
  );
}

function Choice({ province, indicator }: typeof defaultChoice) {
  const { t, own } = useWords();
  const { go } = useAddress();
  const planYears = usePlanYears();
  const indicators = useIndicators();
  const provinces = new Map((planYears.data ?? []).map(({ province }) => [province.slug, province]));
  return (
    <div className="chosen">
      <Chooser
        label={t('province')}
        options={[...provinces].map(([id, one]) => ({
          id,
          name: one.name,
          group: t('province'),
          province: one.name,
        }))}
        source={planYears}
        value={province}
        onChange={(id) => go({ province: id, indicator })}
      />
      <Chooser
        label={t('indicator')}
        className="wide"
        options={(indicators.data ?? []).map((one) => ({
          id: one.code,
          name: own(one, 'name'),
          group: t(`pillar.${one.pillar}`),
        }))}
        source={indicators}
        value={indicator}
        onChange={(id) => go({ province, indicator: id })}
      />
    </div>
  );
}

function Loaded(chosen: typeof defaultChoice) {
  const words = useWords();
  const { t, own } = words;
  const answer = useQuery(TrajectoryDocument, chosen);
  const trajectory = answer.data?.trajectory;
  const title = trajectory
    ? t('title.trajectory', {
        indicator: own(trajectory.indicator, 'name'),
        province: trajectory.province.name,
      })
    : '';
  useTitle(title);
  if (!trajectory) return <Pending {...answer} />;
  const { indicator, series, near } = trajectory;
  return (
    <>
      <h2>{title}</h2>
      <p className="hint">
        {t('base')}: {own(indicator, 'base')}. {own(indicator, 'definition')} {t(`direction.${indicator.direction}`)}.
      </p>
      {series.length === 0 && <p className="empty">{t('noSeries')}</p>}
      <AllSeries series={series} indicator={indicator} />
      {near.length > 0 && <Near near={near} />}
      <ViewLinks
        query={TrajectoryDocument}
        variables={chosen}
        csv={{ table: 'trajectory', parameters: chosen }}
        chosen={chosen}
      />
    </>
  );
}

interface AllSeriesProps {
  series: SeriesFragment[];
  indicator: Pick<Trajectory['indicator'], 'code' | 'name' | 'nameEn' | 'direction'>;
}

function AllSeries({ series, indicator }: AllSeriesProps) {
  const words = useWords();
  const { t, own } = words;
  return series.map((one) => {
    const key = `${one.level} ${one.unit}`;
    return (
      <section key={key} className="series" data-series={`${indicator.code} ${key}`}>
        {(series.length > 1 || one.level !== 'ALL') && <h3>{t(`level.${one.level}`)}</h3>}
        <SeriesChart series={one} direction={indicator.direction} name={own(indicator, 'name')} />
        <p className="hint">
          {one.observedPace === null ? (
            t('noPace')
          ) : (
            <DerivedNumber value={one.observedPace} unit={one.unit} phrase={(pace) => t('observedPace', { pace })} />
          )}
        </p>
        <SeriesTable series={one} />
      </section>
    );
  });
}

function SeriesTable({ series }: { series: SeriesFragment }) {
  const { t } = useWords();
  return (
    <div className="scrolling" role="region" aria-label={t('captionTrajectory')} tabIndex={0}>
      <table className="lines">
        <caption className="unseen">{t('captionTrajectory')}</caption>
        <thead>
          <tr>
            <Head>{t('year')}</Head>
            <Head>{t('pointKind')}</Head>
            <Head>{t('figure')}</Head>
            <Head>{t('neededPace')}</Head>
            <Head>{t('onPace')}</Head>
            <Head>{t('source')}</Head>
          </tr>
        </thead>
        <tbody>
          {series.points.map((point) => (
            <PointRow key={point.record.id} point={point} series={series} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PointRow({ point, series }: { point: Point; series: SeriesFragment }) {
  const words = useWords();
  const { t, own } = words;
  const { record, sources, document, decision, neededPace, onPace, caveats } = point;
  const absence = 'absence' in record ? record.absence : null;
  return (
    <tr data-point={record.id}>
      <th scope="row">{point.year}</th>
      <td>{t(`point.${point.kind}`)}</td>
      <td>
        <FigureLink
          id={record.id}
          figure={pointFigure(words, point, series.unit, absence)}
          place={sources.slice(0, 1).map(({ lines }) => linesText(words, lines))}
        />
      </td>
      <td className="difference">
        {neededPace === null ? (
          <span className="none">–</span>
        ) : (
          <DerivedNumber value={neededPace} unit={series.unit} />
        )}
      </td>
      <td>{onPace === null ? <span className="none">–</span> : t(onPace ? 'yes' : 'no')}</td>
      <td>
        {document && own(document, 'title')}
        {decision && (decision.number ?? decision.title)}
        <Caveats caveats={caveats} />
      </td>
    </tr>
  );
}

// Near shows related indicators in charts of their own, never on the same scale.
function Near({ near }: { near: Trajectory['near'] }) {
  const words = useWords();
  return (
    <section className="near-indicators">
      <h2>{words.t('nearIndicators')}</h2>
      <p className="hint">{words.t('nearHint')}</p>
      {near.map(({ indicator, series, caveats }) => (
        <div key={indicator.code} className="aside">
          <h3>
            <Name of={indicator} />
          </h3>
          <ul className="plain-list">
            {caveats.map((caveat, index) => (
              <li key={index}>{translateEnums(words, words.own(caveat, 'message'))}</li>
            ))}
          </ul>
          <AllSeries series={series} indicator={indicator} />
        </div>
      ))}
    </section>
  );
}
