// Vietnamese marks text that is Vietnamese whatever the page's language, so that screen
// readers pronounce it correctly.
export function Vietnamese({ text }: { text: string }) {
  return <span lang="vi">{text}</span>;
}
