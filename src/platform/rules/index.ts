export { checkExpr, type ExprFault, type FactType } from './check.ts';
export { evaluate, factsOf, truth } from './evaluate.ts';
export { explain, type FactNames, sayReason } from './explain.ts';
export type { Expr, Facts, Outcome, Reason, Row, Scalar, Setting, Trace, Value } from './expr.ts';
export type { Kind } from './operator.ts';
