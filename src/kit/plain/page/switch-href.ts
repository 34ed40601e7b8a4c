/** The same page with one setting changed: ?elder=1, ?contrast=1, ?lang=en. The channel keeps it in a cookie. */
export function switchHref(here: string, name: 'elder' | 'contrast' | 'lang', value: string): string {
  const [path = '/', query = ''] = here.split('?', 2);
  const params = new URLSearchParams(query);
  params.set(name, value);
  return `${path}?${params.toString()}`;
}
