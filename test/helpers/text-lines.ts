import type { Language } from '#app/data/texts/languages.ts';
import { type Draws, draws } from '#app/runs/random.ts';

/** What words of a language are put together from: syllables of a beginning, a vowel and an end, then an ending that stemmers know. */
interface Sounds {
  beginnings: string;
  vowels: string;
  ends: string;
  endings: string;
}

/** One entry a language that has a stemmer. */
const sounds: Partial<Record<Language, Sounds>> = {
  en: {
    beginnings: 'b bl c ch d f fl g gr h j k l m n p pl pr r s sh st t th tr v w',
    vowels: 'a e i o u ea oo ai',
    ends: ' n t r l ck st m nd p',
    endings:
      " ing ed ly s es ies ness ation ational fulness iveness able ment ions er est y ical ize al ence ance ous ive eed edly ingly izer ization izers ability fully 's ’s",
  },
  de: {
    beginnings: 'b br d f fl g gr h k kl l m n p r s sch st t tr w z',
    vowels: 'a e i o u ä ö ü ei au ie',
    ends: ' n r l ch t st ß nd ng',
    endings: ' en er e ern es s st est heit lich keit ung end ig isch ungen lichkeit igkeit erin innen',
  },
  fr: {
    beginnings: 'b bl c ch d f fr g j l m n p pr r s t tr v',
    vowels: 'a e i o é è ou ai oi',
    ends: ' n r l t s c nt',
    endings:
      ' ement amment emment ation ateur ution issement able isme iste eux logie ence ité if ive eaux aux euse ment ments é ée er ez issons erait',
  },
  es: {
    beginnings: 'b c ch d f g l m n p pr r s t tr v',
    vowels: 'a e i o u á ie ue',
    ends: ' n r l s d',
    endings:
      ' anza ico ismo able ista oso amiento adora ación logía encia amente mente idad iva iendo ándole ución ar er ir aron ieron ase ábamos áis os a o',
  },
  it: {
    beginnings: 'b c d f g gl l m n p pr r s sp t tr v',
    vowels: 'a e i o u ia uo',
    ends: ' n r l s',
    endings:
      ' anza enza enze iche ismo abile ista mente amento imento azione atrice logia amente ità ivo are ere ire andosi iamo à è ì ò o a i e',
  },
  pt: {
    beginnings: 'b c ch d f g l lh m n nh p pr r s t tr v',
    vowels: 'a e i o u á ã ei ou',
    ends: ' n r l s m',
    endings:
      ' eza ico ismo ável ista oso amento adora ação logia ência amente mente ívelmente idade iva ando endo indo aria eria ássemos ões o a',
  },
  nl: {
    beginnings: 'b br d dr g gr h j k kl l m n p r s sch st t v w z',
    vowels: 'a e i o u aa ee oo ij oe ui',
    ends: ' n r l t k s g cht',
    endings: ' heden en ene s e end ing ig lijk baar heid teit elijk ingen aan oor uur ee igheid',
  },
  sv: {
    beginnings: 'b br d f fl g gr h j k kl l m n p r s sk st t v',
    vowels: 'a e i o u å ä ö y',
    ends: ' n r l t k s g nd',
    endings: ' arna erna heterna orna anden ande heten het aste arens ad ade en ern a lig els fullt löst s er or as es',
  },
  no: {
    beginnings: 'b br d f fl g gr h j k kl l m n p r s sk st t v',
    vowels: 'a e i o u å æ ø y',
    ends: ' n r l t k s g nd',
    endings: ' hetene heter ande ende edes enes erte ede ane ene ens ers ets het ert ast leg eleg lig elig els lov vt dt e a s',
  },
  da: {
    beginnings: 'b br d f fl g gr h j k kl l m n p r s sk st t v',
    vowels: 'a e i o u å æ ø y',
    ends: ' n r l t k s g nd',
    endings:
      ' erende hedens heden heder ernes erens erets ende erne eren erer heds enes eres eret hed ene ere ens ers ets en er es et e s lig elig els løst igst igste gt kt',
  },
  fi: {
    beginnings: 'h j k l m n p r s t v',
    vowels: 'a e i o u y ä ö aa ii uu',
    ends: ' n s l t',
    endings:
      ' kin kaan ko han sti nsa mme nne ssa ssä sta stä lla llä lta lle na ksi ine iin tten den seen ta tä a ä n mpi impa eja impi isten illa oille',
  },
  ro: {
    beginnings: 'b c d f g l m n p pr r s st t tr v',
    vowels: 'a e i o u ă ea oa',
    ends: ' n r l s t',
    endings:
      ' ul ului atie atia aţie abilitate ibilitate ea ele elor ilor iile aua abilitate icitate ator itori aţiune ică ist ism os oasă uţi eau are ere ire ând ind ăm aţi',
  },
  ru: {
    beginnings: 'б бр в г гр д ж з к кр л м н п пр р с ст т тр ф х ч ш',
    vowels: 'а е и о у ы э я ю',
    ends: ' н р л т к с й',
    endings:
      ' ами ов ие ье ей ой ий ям ем ам ом о у ах ы ь ия ост ость ейше вшись вши ла на ете йте ли ет ют ны ть ешь ило ыло ено ят уют ит ыт ишь ую ее ые ое ими ый его ого ему ся',
  },
};

const pick = (from: string, { integer }: Draws): string => {
  const all = from.split(' ');
  return all[integer(all.length)] ?? '';
};

/** A word that no dictionary has and that sounds like one. */
function word({ beginnings, vowels, ends, endings }: Sounds, random: Draws): string {
  const syllable = () => pick(beginnings, random) + pick(vowels, random) + pick(ends, random);
  const root = Array.from({ length: 1 + random.integer(3) }, syllable).join('');
  return root + pick(endings, random);
}

const between = [' ', ' ', ' ', ' ', ' ', ', ', '; ', ' - ', ': ', ' “', '” ', '... ', '! ', ' (', ') ', '/', '\t'];

/** How a word may be written. */
function written(plain: string, { integer }: Draws): string {
  const kind = integer(20);
  if (kind === 0) return plain.toUpperCase();
  if (kind < 4) return plain.charAt(0).toUpperCase() + plain.slice(1);
  if (kind === 4) return plain.normalize('NFD');
  if (kind === 5) return `${integer(10_000) / 100}`;
  return plain;
}

/** A line of words in one language, with mixed case, punctuation, numbers, and accents both ways. */
export interface TextLine {
  language: Language;
  text: string;
}

/** So many lines, the same for a seed at any time: languages in turn, some words frequent and most rare. */
export function textLines(count: number, seed: number): TextLine[] {
  const random = draws(seed);
  const stock = Object.entries(sounds).map(([language, each]) => ({
    language: language as Language, // The keys are literals above.
    words: Array.from({ length: 3000 }, () => word(each, random)),
  }));
  return Array.from({ length: count }, (_, line) => {
    const { language, words } = stock[line % stock.length] ?? { language: 'und', words: [] };
    const parts = Array.from({ length: 3 + random.integer(15) }, () => {
      const place = Math.floor(words.length * random.next() ** 3);
      return written(words[place] ?? '', random) + (between[random.integer(between.length)] ?? ' ');
    });
    return { language, text: parts.join('') };
  });
}
