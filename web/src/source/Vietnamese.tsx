// Vietnamese marks text that is Vietnamese whatever the page's language, so
// that it is read aloud rightly.
export function Vietnamese({ text }: { text: string }) {
  return <span lang="vi">{text}</span>;
}
