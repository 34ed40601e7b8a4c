/** Where staff read a paper: their cookie reaches `/desk` and `/api/staff` only. */
export const paperAddress = (paperId: string): string => `/desk/papers/${paperId}.pdf`;
/** 送达回证 of a paper that was served. */
export const serviceAddress = (paperId: string): string => `/desk/papers/${paperId}-service.pdf`;
