/** Bodies of the deeds on a case. Every one carries the seq the doer saw. */
import { Type } from 'typebox';
import { confirmedHow, dayIn, expectedSeq, id, momentIn, reason } from './parts.ts';

/** What every deed carries: the seq its doer saw, and the step it is done at when several are open. */
const seen = { expectedSeq, stepId: Type.Optional(id) };
/** One thing to correct or supplement. */
export const lackItem = Type.Object({
  kind: Type.String({ enum: ['field', 'material', 'other'] }),
  /** Field id or material id. */
  target: Type.String({ maxLength: 80 }),
  say: Type.String({ minLength: 1, maxLength: 500 }),
});
const lacks = Type.Array(lackItem, { minItems: 1, maxItems: 50 });
const outcome = Type.String({ enum: ['grant', 'refuse'] });

export const plainBody = Type.Object({ ...seen, note: Type.Optional(Type.String({ maxLength: 2000 })) });
export const reasonBody = Type.Object({ ...seen, reason });
export const forwardBody = Type.Object({
  ...seen,
  proposes: Type.Optional(Type.String({ enum: ['acceptance', 'correction', 'refusal'] })),
  items: Type.Optional(lacks),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
});
export const correctionBody = Type.Object({ ...seen, items: lacks, note: Type.Optional(Type.String({ maxLength: 2000 })) });
export const groundBody = Type.Object({ ...seen, ground: Type.String({ maxLength: 40 }), reason });
export const promiseBody = Type.Object({
  ...seen,
  materials: Type.Array(Type.String({ maxLength: 80 }), { minItems: 1 }),
  due: Type.Optional(dayIn),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
});
export const grantBody = Type.Object({
  ...seen,
  note: Type.Optional(Type.String({ maxLength: 2000 })),
  checkedMaterials: Type.Optional(Type.Array(id)),
});
export const acceptBody = grantBody;
export const decideBody = Type.Object({
  ...seen,
  outcome,
  reason: Type.Optional(Type.String({ maxLength: 4000 })),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
});
export const pauseBody = Type.Object({ ...seen, kind: Type.String({ maxLength: 40 }), reason, expectedEnd: Type.Optional(dayIn) });
export const supersedeBody = Type.Object({
  ...seen,
  ground: Type.String({ enum: ['correction', 'revocation', 'review', 'court'] }),
  leaves: Type.String({ enum: ['granted', 'refused', 'revoked', 'reopened'] }),
  reason,
});
export const transferBody = Type.Object({ ...seen, organId: id, reason });
export const assignOfficeBody = Type.Object({ ...seen, organId: id, note: Type.Optional(Type.String({ maxLength: 2000 })) });
export const assignBody = Type.Object({ ...seen, stepId: id, personId: id, reason });
export const recheckBody = Type.Object({
  ...seen,
  stepId: id,
  right: Type.Boolean(),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
});
export const deliverBody = Type.Object({
  ...seen,
  how: Type.String({ enum: ['handedOver', 'posted', 'openedOnline', 'electronic'] }),
  deliveredAt: Type.Optional(momentIn),
  to: Type.Optional(Type.String({ maxLength: 80 })),
  tracking: Type.Optional(Type.String({ maxLength: 60 })),
});
/** Corrections change field values and add or replace materials (files put under the case before). */
export const answerBody = Type.Object({
  ...seen,
  values: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  materials: Type.Optional(
    Type.Array(
      Type.Object({
        materialId: Type.String({ maxLength: 80 }),
        route: Type.String({ enum: ['file', 'seen'] }),
        fileId: Type.Optional(id),
      }),
    ),
  ),
  /** At a window: how the applicant confirmed the content (model 14). Required there. */
  confirmation: Type.Optional(Type.Object({ how: confirmedHow })),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
});
export const systemAnswerBody = Type.Object({
  externalNumber: Type.Optional(Type.String({ maxLength: 60 })),
  answer: Type.String({ enum: ['accepted', 'refused'] }),
  /** People who stand for it: a refusal without a person is no refusal (I5). */
  officers: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 5 }),
  reason: Type.Optional(Type.String({ maxLength: 4000 })),
  answeredAt: Type.Optional(momentIn),
});
export const demandBody = Type.Object({
  materialId: Type.String({ maxLength: 80 }),
  caseId: Type.Optional(id),
  draftId: Type.Optional(id),
});
