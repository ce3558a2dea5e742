/** A button that takes a role. Whoever lacks it sees it greyed, can reach it with the keyboard, and is told why. */
import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import type { ComponentPropsWithoutRef } from 'react';
import type { Role } from '#contract';
import { useMay } from './session.js';

interface GatedButtonProps extends ButtonProps, Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps> {
  /** The role it takes; not called role, which is an attribute of HTML with other values. */
  readonly needs: Role;
  /** Why nobody may do this just here, whatever their role. */
  readonly refusal?: string | undefined;
}

export function GatedButton({ needs, refusal, onClick, ...props }: GatedButtonProps) {
  const gate = useMay(needs);
  const why = gate.may ? refusal : gate.why;
  if (why === undefined) return <Button {...props} onClick={onClick} />;
  return (
    <Tooltip label={why} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
      <Button
        {...props}
        aria-disabled
        data-disabled
        data-gated
        aria-description={why}
        onClick={(event) => event.preventDefault()}
      />
    </Tooltip>
  );
}
