/** Where staff read a paper: their cookie reaches `/desk` and `/api/staff` only. */
export const paperAddress = (paperId: string): string => `/desk/papers/${paperId}.pdf`;
