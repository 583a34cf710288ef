import { useWords } from '../language/language.ts';

interface Named {
  name: string;
  nameEn: string;
}

// Name shows an official name in Vietnamese with its English twin below.
export function Name({ of }: { of: Named }) {
  return (
    <>
      <span className="name-vi" lang="vi">
        {of.name}
      </span>
      <span className="name-en" lang="en">
        {of.nameEn}
      </span>
    </>
  );
}

// Names lists names in the reader's language.
export function useNames() {
  const words = useWords();
  return (list: Named[]) => list.map((one) => words.own(one, 'name')).join('; ');
}
