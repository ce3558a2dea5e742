/** What a chart of one line is told; the part that draws it comes later than the part that names it. */
import type { Values } from './minutes.js';

export interface TimeChartProps {
  readonly name: string;
  readonly times: readonly number[];
  readonly values: Values;
  /** A custom property of app.css. */
  readonly color: `--${string}`;
  readonly format: (value: number) => string;
  readonly heightPx: number;
  /** For figures that jump rather than glide. */
  readonly isStepped?: boolean;
  /** Charts of one group move their pointers together. */
  readonly group: string;
}
