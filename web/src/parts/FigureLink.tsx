import type { ReactNode } from 'react';
import { Link } from 'wouter';

import { useAddress } from '../address.ts';
import type { BoundFragment, ResultFragment } from '../api/generated.ts';
import { boundFigure, figureText, linesText, resultFigure, type Figure } from '../format/figure.ts';
import { useWords } from '../language/language.ts';

// SourceLink opens the panel that shows where a record comes from. It is a
// link, so that the address of an open panel can be sent as well.
export function SourceLink({ id, label, children }: { id: string; label?: string; children: ReactNode }) {
  const here = useAddress();
  return (
    <Link className="source-link" href={here.with({ source: id })} aria-haspopup="dialog" aria-label={label}>
      {children}
    </Link>
  );
}

interface Props {
  id: string;
  figure: Figure;
  level?: string | null;
  place?: (string | null)[];
}

// FigureLink shows a figure with the line that it is printed on, and opens its source.
export function FigureLink({ id, figure, level, place = [] }: Props) {
  return (
    <SourceLink id={id}>
      <span className="figure">
        {level && <span className="level">{level} </span>}
        {figure.words && <span className={figure.amount ? 'words' : 'words alone'}>{figure.words} </span>}
        {figure.amount && <span className="amount">{figure.amount} </span>}
        <span className="place">{place.filter(Boolean).join(' · ')}</span>
      </span>
    </SourceLink>
  );
}

// Bound shows one bound of a target.
export function Bound({ bound }: { bound: BoundFragment }) {
  const words = useWords();
  return (
    <FigureLink
      id={bound.id}
      figure={boundFigure(words, bound)}
      level={bound.level === 'ALL' ? null : words.t(`level.${bound.level}`)}
      place={[linesText(words, bound.source.lines), bound.condition && words.t('conditional')]}
    />
  );
}

// Result shows one reported result, with its year when that is not the page's.
export function Result({ result, year }: { result: ResultFragment; year: number }) {
  const words = useWords();
  const [source] = result.sources;
  return (
    <FigureLink
      id={result.id}
      figure={resultFigure(words, result)}
      level={result.level === 'ALL' ? null : words.t(`level.${result.level}`)}
      place={[
        result.planYear.year === year ? null : words.t('yearResult', { year: result.planYear.year }),
        result.item,
        result.corrected === null ? null : `${words.t('corrected')}: ${correction(words, result)}`,
        source ? linesText(words, source.lines) : null,
        result.condition && words.t('conditional'),
      ]}
    />
  );
}

function correction(words: ReturnType<typeof useWords>, { corrected, unit }: ResultFragment): string {
  return figureText(resultFigure(words, { qualifier: 'EXACT', value: corrected, unit, absence: null }));
}
