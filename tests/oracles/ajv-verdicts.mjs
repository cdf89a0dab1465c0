// The independent oracle of the schema tests: node ajv-verdicts.mjs SCHEMAS < documents > verdicts
// Each input line is a JSON array [schema name, document text]; each output line is "valid", or "invalid" with ajv's first
// error. Strict mode refuses keywords that the draft does not know, so a misspelt rule cannot pass unseen.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';

const folder = process.argv[2];
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: false });
const validators = new Map();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.schema.json')))
  validators.set(file.replace('.schema.json', ''), ajv.compile(JSON.parse(readFileSync(join(folder, file), 'utf8'))));

const verdicts = readFileSync(0, 'utf8').split('\n').filter((line) => line !== '').map((line) => {
  const [name, text] = JSON.parse(line);
  const validate = validators.get(name);
  if (validate === undefined)
    throw new Error(`There is no schema ${name} in ${folder}.`);
  if (validate(JSON.parse(text)))
    return 'valid';
  const { instancePath, message } = validate.errors[0];
  return `invalid ${instancePath} ${message}`;
});
process.stdout.write(verdicts.map((verdict) => verdict + '\n').join(''));
