// The page with the notices: only its language follows the visitor's choice.

import { readChoices } from "./session.js";
import { htmlLang, translate, wordsOf } from "./texts.js";

const { language } = readChoices();
document.documentElement.lang = htmlLang(language);
translate(document, wordsOf(language));
document.title = wordsOf(language)("about.title");
