import type { PlaceFragment } from '../api/generated.ts';
import { dateText } from '../format/figure.ts';
import { useWords } from '../language/language.ts';

// Wording quotes the text of a record and names the document that it is from.
export function Wording({ text, document }: { text: string; document?: PlaceFragment['document'] }) {
  const words = useWords();
  // Archived plans often leave the number blank: "/KH-UBND".
  const number = document && (document.number ?? document.numberPrinted?.replace(/^\s*\//, '…/'));
  return (
    <figure className="wording">
      <blockquote lang="vi">{text}</blockquote>
      {document && (
        <figcaption>
          {[words.own(document, 'title'), number, document.issuedOn && dateText(words, document.issuedOn)]
            .filter(Boolean)
            .join(' · ')}
        </figcaption>
      )}
    </figure>
  );
}
