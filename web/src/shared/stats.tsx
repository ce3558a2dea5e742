/** A few figures side by side, each with its name above and what it means below. */
import type { ReactNode } from 'react';

export function Stats({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <dl className="stats" aria-label={label}>
      {children}
    </dl>
  );
}

interface StatProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
  readonly tone?: 'calm' | 'warning' | 'danger';
  readonly testId?: string;
}

export function Stat({ name, value, hint, tone = 'calm', testId }: StatProps) {
  return (
    <div className="stat" data-tone={tone} data-testid={testId}>
      <dt>{name}</dt>
      <dd className="stat-value">{value}</dd>
      {hint !== undefined && <dd className="stat-hint">{hint}</dd>}
    </div>
  );
}
