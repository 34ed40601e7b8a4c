/** The door of `catalog`: item documents, published versions, the guide, search. See README.md. */
export { canonicalList, evaluate, personalList } from './guide/evaluate.ts';
export type { ConditionResult, EvaluateOptions, Evaluation, Facts, GroupResult, GuideQuestion, HeldMaterial, LineStatus, MaterialLine, OutcomeResult } from './guide/evaluation.ts';
export type { Competence, ItemContent, ItemForm, Material, OfficeRef, ProcessStep, ReceiveMode, Regime } from './document/content.ts';
export { itemTypes, lifeEvents } from './document/item.format.ts';
