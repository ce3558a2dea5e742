/** Share of a number space as a bar. The words beside it say the same, so it is nothing to a screen reader. */
const NEARLY_USED_UP = 0.8;

export function SpaceBar({ share }: { readonly share: number }) {
  return (
    <span className="space-bar" aria-hidden>
      <span
        className="space-bar-used"
        data-tone={share > NEARLY_USED_UP ? 'warning' : 'calm'}
        style={{ transform: `scaleX(${share})` }}
      />
    </span>
  );
}
