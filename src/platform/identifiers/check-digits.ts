const alphabet36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO 7064 MOD 37,36 check character of digits and capitals; undefined when another character is in it. */
export function mod3736(body: string): string | undefined {
  let p = 36;
  for (const char of body) {
    const index = alphabet36.indexOf(char);
    if (index < 0) return undefined;
    let x = (p + index) % 36;
    if (x === 0) x = 36;
    p = (x * 2) % 37;
  }
  return alphabet36[(37 - p) % 36];
}

/** Whether the last character is the MOD 37,36 check character of those before it. */
export function passesMod3736(whole: string): boolean {
  return whole.length > 1 && mod3736(whole.slice(0, -1)) === whole.at(-1);
}

/** Luhn check digit of a row of digits. */
export function luhn(digits: string): string {
  let sum = 0;
  for (let i = digits.length - 1, double = true; i >= 0; i -= 1, double = !double) {
    const digit = Number(digits[i]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last digit is the Luhn digit of those before it. */
export function passesLuhn(digits: string): boolean {
  return digits.length > 1 && luhn(digits.slice(0, -1)) === digits.at(-1);
}

const weights11 = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Check character of the first 17 digits of an identity number (GB 11643, MOD 11-2). */
export function mod112(first17: string): string {
  const sum = weights11.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return '10X98765432'[sum % 11]!;
}
