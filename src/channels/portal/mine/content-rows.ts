import { getVersion } from '#catalog';
import { showValue, tell, type FieldSchema, type ReviewRow } from '#kit/plain';
import { regionLabels } from '#places';
import type { House } from '#platform/house';
import type { Lang } from '#platform/text';

/** The filled form as rows to read, in the order and with the labels of the version it was filled for. */
export async function contentRows(
  house: House,
  versionId: string,
  values: Record<string, unknown>,
  lang: Lang,
  masked = true,
): Promise<ReviewRow[]> {
  const { form } = (await getVersion(house.db, versionId)).content;
  const fields = form['x-steps']
    .flatMap((step) => step.fields)
    .filter((id) => values[id] !== undefined && values[id] !== null && values[id] !== '');
  const codes = fields
    .filter((id) => (form.properties[id] as FieldSchema | undefined)?.['x-type'] === 'region')
    .map((id) => String(values[id]));
  const labels = await regionLabels(house.db, codes);
  return fields.map((id) => {
    const field = (form.properties[id] ?? {}) as FieldSchema;
    return {
      id: `f-${id}`,
      name: tell(field['x-label'], lang),
      value: showValue(field, values[id], { lang, masked, regionName: (code: string) => labels.get(code) }),
    };
  });
}
