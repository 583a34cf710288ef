import { useEffect } from 'react';

// useTitle names the page in the browser's tab and history.
export function useTitle(title: string) {
  useEffect(() => {
    document.title = title ? `${title} – Đối Chiếu` : 'Đối Chiếu';
  }, [title]);
}
