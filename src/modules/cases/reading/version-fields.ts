import { labelOf, type FormSchema } from '#platform/forms';
import type { House } from '#platform/house';
import { type Lang, say, toText } from '#platform/text';
import { versionById } from '../outside/items.ts';

/** Fields of a version's form in order, as a case view labels its values. */
export type VersionFields = { fields: { id: string; label: string; step: string; personal: boolean }[] };

/** Labels of the form a case was submitted with. */
export async function versionFields(house: House, versionId: string, lang: Lang = 'zh'): Promise<VersionFields> {
  const { content } = await versionById(house.db, versionId);
  return fieldsOf(content.form, lang);
}

/** The same of any form. */
export function fieldsOf(form: FormSchema, lang: Lang): VersionFields {
  return {
    fields: form['x-steps'].flatMap((step) =>
      step.fields.flatMap((id) => {
        const field = form.properties[id];
        return field === undefined
          ? []
          : [
              {
                id,
                label: say(labelOf(field, id), lang),
                step: say(toText(step.title), lang),
                personal: field['x-personal'] !== undefined,
              },
            ];
      }),
    ),
  };
}
