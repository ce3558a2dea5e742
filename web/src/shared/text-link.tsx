/** Links within the console, as they stand in a text or a table. */
import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { type ComponentPropsWithRef, forwardRef } from 'react';

type Props = Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps> & AnchorProps;

const Link = forwardRef<HTMLAnchorElement, Props>((props, ref) => <Anchor inherit {...props} ref={ref} />);

export const TextLink = createLink(Link);

export function TagLink({ bizTag }: { readonly bizTag: string }) {
  return (
    <TextLink to="/tags/$bizTag" params={{ bizTag }}>
      {bizTag}
    </TextLink>
  );
}
