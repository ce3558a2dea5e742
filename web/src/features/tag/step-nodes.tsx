/** The step of each node: where it stands between floor and ceiling, how long its last segments lasted, and what changed it last. */
import { useTranslation } from 'react-i18next';
import type { BizTagFigure, BufferFigure, StepChange } from '#contract';
import { useDurationText } from '../../shared/duration-text.js';
import { grouped } from '../../shared/format.js';
import { useTimes } from '../../shared/times.js';
import { changeSentence, floorInForce } from './step-law.js';

export function StepNodes({ tag }: { readonly tag: BizTagFigure }) {
  const { t } = useTranslation();
  if (tag.buffers.length === 0) return null;
  const sorted = tag.buffers.toSorted((a, b) => (a.nodeId < b.nodeId ? -1 : 1));
  return (
    <ul className="step-nodes" aria-label={t('tag.law.nodes')}>
      {sorted.map((buffer) => (
        <StepNode key={buffer.nodeId} buffer={buffer} tag={tag} />
      ))}
    </ul>
  );
}

interface StepNodeProps {
  readonly buffer: BufferFigure;
  readonly tag: BizTagFigure;
}

/** T in words: what went by within a second did not last none at all. */
function useLifetimeText(): (ms: number) => string {
  const { t } = useTranslation();
  const durationText = useDurationText();
  return (ms) => (ms < 1_000 ? t('tag.law.underSecond') : durationText(ms));
}

function StepNode({ buffer, tag }: StepNodeProps) {
  const { t } = useTranslation();
  const lifetimeText = useLifetimeText();
  const { nodeId, step, stepFloor, lifetimesMs, stepChange } = buffer;
  const floor = floorInForce(tag, stepFloor);
  return (
    <li data-testid={`step-${nodeId}`}>
      <div className="step-node-head">
        <span className="step-node-id" title={nodeId}>
          {nodeId}
        </span>
        <span>
          {t('tag.law.step')} <strong data-figure="step">{grouped(step)}</strong>
        </span>
      </div>
      <dl className="step-node-facts">
        <dt>{t(floor > tag.step ? 'tag.law.promotedFloor' : 'tag.law.floor')}</dt>
        <dd data-figure="floor">{grouped(floor)}</dd>
        <dt>{t('tag.law.ceiling')}</dt>
        <dd data-figure="ceiling">{grouped(tag.stepMax)}</dd>
        <dt title={t('tag.law.lifetimesHint')}>{t('tag.law.lifetimes')}</dt>
        <dd data-figure="lifetimes">
          {lifetimesMs.length === 0 ? t('tag.law.noLifetimes') : lifetimesMs.map(lifetimeText).join(' · ')}
        </dd>
      </dl>
      {stepChange !== null && <LastChange change={stepChange} />}
    </li>
  );
}

function LastChange({ change }: { readonly change: StepChange }) {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const lifetimeText = useLifetimeText();
  const { at, from, to, lifetimeMs } = change;
  return (
    <p className="step-node-change" data-figure="change" data-cause={change.cause}>
      {t(`tag.law.changes.${changeSentence(change)}`, {
        from: grouped(from),
        to: grouped(to),
        at: moment(at),
        duration: lifetimeText(lifetimeMs ?? 0),
      })}
    </p>
  );
}
