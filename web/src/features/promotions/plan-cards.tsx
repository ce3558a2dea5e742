/** The plan as it stands beside the form: one biz tag under the other, each with what would be done for it. */
import { useTranslation } from 'react-i18next';
import type { PromotionPlan } from '#contract';
import { type PlanFact, usePlanFacts } from './plan-facts.js';

const SHOWN_MAX = 12;
const FACTS: readonly PlanFact[] = ['peak', 'step', 'runway', 'writes', 'numbers', 'space'];

export function PlanCards({ plan }: { readonly plan: readonly PromotionPlan[] }) {
  const { t } = useTranslation();
  const factOf = usePlanFacts();
  const restCount = plan.length - SHOWN_MAX;
  return (
    <div className="plan-cards">
      {plan.slice(0, SHOWN_MAX).map((one) => (
        <article key={one.bizTag} className="plan-card" aria-label={one.bizTag} data-testid={`plan-${one.bizTag}`}>
          <strong>{one.bizTag}</strong>
          <dl>
            {FACTS.map((fact) => {
              const { value, hint, tone } = factOf(one, fact);
              return (
                <div key={fact} data-fact={fact}>
                  <dt>{t(`promotions.plan.${fact}`)}</dt>
                  <dd data-tone={tone}>{value}</dd>
                  {hint !== undefined && <dd className="promotion-sub">{hint}</dd>}
                </div>
              );
            })}
          </dl>
        </article>
      ))}
      {restCount > 0 && <p className="promotion-sub">{t('promotions.plan.more', { count: restCount })}</p>}
    </div>
  );
}
