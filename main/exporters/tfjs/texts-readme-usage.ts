import type { FittedText } from '#app/data/texts/fitted.ts';
import type { TextAnswers } from '#app/data/texts/preprocessing.ts';
import { stemmerName } from '#app/data/texts/stemming.ts';
import { askingLines } from './asking.ts';

type Settings = FittedText['settings'];

/** What README.txt says of how the network is asked, by what it answers. */
export interface Usage {
  /** Goes on "It takes …, and answers". */
  answers: string;
  /** What the examples are, where they come from the data. */
  examples: string;
  /** What a page imports from texts.mjs, and what it does once there is a model, unfold.json and a coder. */
  imports: string;
  asks: readonly string[];
  check: string;
}

const text = "const text = 'Your text';";

/** How a network for texts with so many labels is asked. */
export function usageOf({ answers, length }: Settings, labels: number): Usage {
  const uses: Record<TextAnswers, Usage> = {
    class: {
      answers: `${labels} probabilities, in the order of "labels" in unfold.json.`,
      examples: 'texts as they were in the data',
      imports: 'textCoder',
      asks: [
        "const input = tf.tensor(coder.input('Your text'), [1, ...coder.shape], coder.dtype);",
        'const probabilities = await model.predict(input).data();',
        'console.log(about.labels[probabilities.indexOf(Math.max(...probabilities))]);',
      ],
      check: 'the answer equals\nexample.probabilities to 0.00001',
    },
    tags: {
      answers: `[batch, ${length}, ${labels}] probabilities:
at the step of each word those of its tag, in the order of "labels" in unfold.json. A text of more than ${length} words has no tags for the others.`,
      examples: 'texts as they were in the data',
      imports: 'tagsOf, textCoder',
      asks: [...askingLines, text, 'console.log(tagsOf(about, coder, text, await ask(coder.input(text))));'],
      check: 'the answer at\nthe step of each word equals its row of example.probabilities to 0.00001',
    },
    next: {
      answers: `[batch, ${length}, ${labels}] probabilities:
after each token those of what comes next, in the order of "labels" in unfold.json, which are the names of the codes.`,
      examples: 'beginnings of texts as they were in the data',
      imports: 'nextOf, textCoder, writtenOn',
      asks: [
        ...askingLines,
        text,
        'console.log(nextOf(about, coder, text, await ask(coder.input(text))).slice(0, 5));',
        'console.log(text + (await writtenOn(about, coder, ask, text, { length: 200, temperature: 0.8, topK: 0, seed: 7 })));',
      ],
      check: `the answer at
the step of its last code equals example.probabilities to 0.00001. The same seed writes the same text as in Unfold, unless two
tokens are so nearly as likely that rounding decides`,
    },
  };
  return uses[answers];
}

/** The snippet of a web page, which prints what the network answers to a text. */
export function pageOf(settings: Settings, { imports, asks }: Usage): string {
  const { lines, handedIn } = hookOf(settings);
  return [
    "import * as tf from '@tensorflow/tfjs';",
    `import { ${imports} } from './texts.mjs';`,
    ...lines,
    "const model = await tf.loadLayersModel('model.json');",
    "const about = await (await fetch('unfold.json')).json();",
    `const coder = textCoder(about${handedIn});`,
    ...asks,
  ]
    .map((line) => `  ${line}`)
    .join('\n');
}

/** What is handed in where a library is needed. */
function hookOf(settings: Settings): { lines: string[]; handedIn: string } {
  if (settings.tokens === 'subwords')
    return {
      lines: [
        "import { Tokenizer } from '@huggingface/tokenizers';",
        "const tokenizer = new Tokenizer(await (await fetch('tokenizer.json')).json(), {});",
        'const encode = (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;',
      ],
      handedIn: ', { encode }',
    };
  const algorithm = settings.stemming ? stemmerName(settings.language) : null;
  if (algorithm === null) return { lines: [], handedIn: '' };
  return {
    lines: [
      "import snowball from 'snowball-stemmers';",
      `const stemmer = snowball.newStemmer('${algorithm}');`,
      'const stem = (word) => stemmer.stem(word);',
    ],
    handedIn: ', { stem }',
  };
}
