/** The plan as a table, a biz tag a row. */
import { useTranslation } from 'react-i18next';
import type { PromotionPlan } from '#contract';
import { type Column, DataTable } from '../../shared/data-table.js';
import { TagLink } from '../../shared/text-link.js';
import { type FactText, type PlanFact, usePlanFacts } from './plan-facts.js';

const FIGURES: readonly PlanFact[] = ['step', 'runway', 'writes', 'numbers', 'space'];

export function PlanTable({ plan }: { readonly plan: readonly PromotionPlan[] }) {
  const { t } = useTranslation();
  const factOf = usePlanFacts();
  const columns: Column<PromotionPlan>[] = [
    { key: 'tag', head: t('promotions.plan.tag'), isTitle: true, cell: ({ bizTag }) => <TagLink bizTag={bizTag} /> },
    { key: 'peak', head: t('promotions.plan.peak'), cell: (one) => <Fact text={factOf(one, 'peak')} /> },
    ...FIGURES.map((fact) => ({
      key: fact,
      head: t(`promotions.plan.${fact}`),
      align: 'end' as const,
      cell: (one: PromotionPlan) => <Fact text={factOf(one, fact)} />,
    })),
  ];
  return (
    <div className="plan-table">
      <DataTable
        label={t('promotions.plan.title')}
        columns={columns}
        rows={plan}
        keyOf={({ bizTag }) => bizTag}
        testIdOf={({ bizTag }) => `plan-${bizTag}`}
      />
    </div>
  );
}

function Fact({ text: { value, hint, tone } }: { readonly text: FactText }) {
  return (
    <>
      <div className="plan-fact" data-tone={tone}>
        {value}
      </div>
      {hint !== undefined && <div className="data-table-sub">{hint}</div>}
    </>
  );
}
