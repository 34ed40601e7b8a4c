export { carryAnswers, type FormDifference } from './carry.ts';
export { checkForm, formFacts, type FormFault } from './check-form.ts';
export { type EffectiveForm, effectiveForm, effectiveSchema, stepsOf } from './effective.ts';
export type { FieldError } from './field-error.ts';
export {
  columnsOf,
  type FieldOption,
  type FieldSchema,
  type FieldType,
  fieldType,
  fieldTypes,
  type FormCheck,
  type FormSchema,
  type FormStep,
  type FormValues,
  isEmpty,
  labelOf,
  type PersonalKind,
} from './form.format.ts';
export { type Entries, parseFormData } from './parse.ts';
export { type FieldSource, type FieldSources, needsTyping, personalFields, prefill, takeTyped, typingCount } from './provenance.ts';
export { validate, type ValidateOptions } from './validate.ts';
