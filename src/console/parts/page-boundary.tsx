// A page that fails while drawing says so in its place; the frame around it stays usable.
import { Component, type ReactNode } from 'react';
import { ProblemNotice } from './problem-notice.tsx';

interface State {
  readonly error: unknown;
}

export class PageBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <div className="page"><ProblemNotice error={this.state.error} onRetry={() => window.location.reload()} /></div>;
  }
}
