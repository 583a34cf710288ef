import { useWords, type Language } from '../language/language.ts';

interface Named {
  name: string;
  nameEn: string;
}

// Name shows a name in the reader's language and the other one below: documents use
// the Vietnamese name, whatever the language of the page.
export function Name({ of }: { of: Named }) {
  const { language } = useWords();
  const other: Language = language === 'vi' ? 'en' : 'vi';
  const texts = { vi: of.name, en: of.nameEn };
  return (
    <>
      <span className="name-own" lang={language}>
        {texts[language]}
      </span>
      <span className="name-other" lang={other}>
        {texts[other]}
      </span>
    </>
  );
}

// useNames lists names in the reader's language.
export function useNames() {
  const words = useWords();
  return (list: Named[]) => list.map((one) => words.own(one, 'name')).join('; ');
}
