import { Component, type ReactNode } from 'react';

import { WordsContext } from '../language/language.ts';
import { Notice } from './Notice.tsx';

// ErrorBoundary shows a sentence where a page failed, instead of nothing.
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  static override contextType = WordsContext;
  declare context: React.ContextType<typeof WordsContext>;
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Notice>{this.context.t('broken')}</Notice> : this.props.children;
  }
}
