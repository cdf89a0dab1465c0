// Check digits of the numbers a company types. The same rules as the server's; here only to say it before anything is sent. Pure.

/** Digits only, in half width: what people paste has blanks, hyphens and full-width digits. */
export function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/[\s\-\u2010-\u2015\u2212\u30fc]/g, "");
}

/** A corporate number: 13 digits, the first one is 9 minus the weighted sum of the others modulo 9. */
export function isCorporateNumber(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false;
  let sum = 0;
  for (let n = 1; n <= 12; n++) sum += Number(text[13 - n]) * (n % 2 === 1 ? 1 : 2);
  return Number(text[0]) === 9 - (sum % 9);
}

/** A GLN: 13 digits with the GS1 check digit at the end. */
export function isGln(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false;
  let sum = 0;
  for (let n = 0; n < 12; n++) sum += Number(text[n]) * (n % 2 === 1 ? 3 : 1);
  return Number(text[12]) === (10 - (sum % 10)) % 10;
}
