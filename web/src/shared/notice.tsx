/** A sentence that stands out. What is wrong is read out at once; all else when the reader comes by. */
import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { WarningIcon } from './icons.js';

interface NoticeProps {
  readonly tone: 'info' | 'warning' | 'danger';
  readonly children: ReactNode;
  readonly testId?: string;
}

const COLORS = { info: 'blue', warning: 'orange', danger: 'red' } as const;

export function Notice({ tone, children, testId }: NoticeProps) {
  return (
    <Alert
      color={COLORS[tone]}
      variant="light"
      icon={tone === 'info' ? undefined : <WarningIcon />}
      role={tone === 'danger' ? 'alert' : 'status'}
      className="notice"
      data-testid={testId}
    >
      {children}
    </Alert>
  );
}
