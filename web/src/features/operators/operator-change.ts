/** What a form about an operator asks the server to change: only what is different. Pure. */
import type { ChangeOperator, Operator, Role } from '#contract';

export interface OperatorDraft {
  readonly role: Role;
  readonly setsPassword: boolean;
  readonly password: string;
  readonly mustChangePassword: boolean;
  readonly reason: string;
}

export function draftOf({ role }: Operator): OperatorDraft {
  return { role, setsPassword: false, password: '', mustChangePassword: true, reason: '' };
}

/** @returns undefined when nothing is different */
export function changeOf(draft: OperatorDraft, now: Operator): ChangeOperator | undefined {
  const { role, setsPassword, password, mustChangePassword, reason } = draft;
  if (role === now.role && !setsPassword) return undefined;
  return {
    ...(role !== now.role && { role }),
    ...(setsPassword && { password, mustChangePassword }),
    version: now.version,
    reason,
  };
}
