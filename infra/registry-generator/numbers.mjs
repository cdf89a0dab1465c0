// Check digits and number ranges. Every GTIN and GLN of the demo starts with the GS1 prefix 952, which GS1 keeps for
// demonstrations and examples, so that none of them can ever meet a real product or a real place.

/** The GS1 mod-10 check digit of a payload of digits: weights 3, 1, 3, … from the right. */
export function gs1CheckDigit(payload) {
  let sum = 0;
  for (let i = 0; i < payload.length; i++)
    sum += Number(payload[payload.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return String((10 - (sum % 10)) % 10);
}

/** The GTIN-13 number `serial` of the demo, written with 14 digits. */
export function consumerGtin(serial) {
  return '0' + withGs1Check('9521' + String(serial).padStart(8, '0'));
}

/** The GTIN-14 of a trade pack of the item with the given consumer GTIN; the indicator digit is 1 to 8. */
export function packGtin(consumer, indicator) {
  return withGs1Check(String(indicator) + consumer.slice(1, 13));
}

/** The GLN number `serial` of the demo. */
export function gln(serial) {
  return withGs1Check('9520' + String(serial).padStart(8, '0'));
}

/**
 * A corporate number (法人番号) with a valid check digit: 9 - (sum of digit × 1, 2, 1, 2, … from the right, mod 9).
 * Its registry office would be 9999, which does not exist, so that the number belongs to nobody.
 */
export function corporateNumber(serial) {
  const payload = '999901' + String(serial).padStart(6, '0');
  let sum = 0;
  for (let i = 0; i < payload.length; i++)
    sum += Number(payload[payload.length - 1 - i]) * (i % 2 === 0 ? 1 : 2);
  return String(9 - (sum % 9)) + payload;
}

function withGs1Check(payload) {
  return payload + gs1CheckDigit(payload);
}
