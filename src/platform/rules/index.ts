export { checkExpr, type ExprFault, type FactType } from './check.ts';
export { compileTable, type DecisionTable } from './compile-table.ts';
export { decide, type RowTrace, type TableOutcome } from './decide.ts';
export { evaluate, factsOf, truth } from './evaluate.ts';
export { explain, type FactNames, sayReason } from './explain.ts';
export type { Expr, Facts, Outcome, Reason, Row, Scalar, Setting, Trace, Value } from './expr.ts';
export type { Kind } from './operator.ts';
export type { Cell, TableFault, TableInput, TableOutput, TableRow, TableSource } from './table.format.ts';
