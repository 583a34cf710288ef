// How legal documents are named and described.
import type { ActFragment } from '../api/generated.ts';
import { dateText } from '../format/figure.ts';
import type { Words } from '../language/language.ts';
import type { Fact } from './Facts.tsx';
import { Vietnamese } from './Vietnamese.tsx';

interface Cited {
  printedNumber: string | null;
  legalDocument: { number: string | null; title: string };
}

// citedAs is how a record cites a legal document: by the number as printed, if any.
export function citedAs({ printedNumber, legalDocument }: Cited): string {
  return printedNumber ?? legalDocument.number ?? legalDocument.title;
}

export function legalDocumentName({ number, legalTitle }: ActFragment): string {
  return number ?? legalTitle;
}

export function legalDocumentFacts(words: Words, document: ActFragment): Fact[] {
  return [
    ['issuer', <Vietnamese text={document.issuer} />],
    ['issuedOn', document.issuedOn && dateText(words, document.issuedOn)],
  ];
}
