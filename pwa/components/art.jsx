/** One line object before the hills and the apricot sun: the only illustration we have. */
const OBJECTS = {
  card: [
    'M33 40a8 8 0 0 1 8-8h50a8 8 0 0 1 8 8v34a8 8 0 0 1-8 8H41a8 8 0 0 1-8-8z',
    'M45 68c2-7 6-10 11-10s9 3 11 10M61 48a5 5 0 1 1-10 0a5 5 0 1 1 10 0zM75 48h13M75 58h13',
  ],
  phone: [
    'M44 27a9 9 0 0 1 9-9h24a9 9 0 0 1 9 9v52a9 9 0 0 1-9 9H53a9 9 0 0 1-9-9z',
    'M60 80h10M54 46l8 8 14-15',
  ],
  bill: ['M42 26h44v58l-7.3-5-7.4 5-7.3-5-7.3 5-7.4-5-7.3 5z', 'M52 40h24M52 50h24M52 60h14'],
  letter: [
    'M36 40a6 6 0 0 1 6-6h48a6 6 0 0 1 6 6v34a6 6 0 0 1-6 6H42a6 6 0 0 1-6-6z',
    'M38 40l28 21 28-21',
  ],
  search: ['M38 50a22 22 0 1 1 44 0a22 22 0 1 1-44 0z', 'm76 66 16 16M52 50h16'],
};

/** @typedef {keyof typeof OBJECTS} ArtName */

/** @param {{name: ArtName}} props */
export function Art({ name }) {
  const [body, lines] = OBJECTS[name];
  return (
    <svg class="art" viewBox="0 0 132 104" aria-hidden="true">
      <path
        class="art__hill"
        d="M8 86c8-22 36-30 58-16s42 6 58-6c6 16-2 36-18 36H22C10 100 5 94 8 86z"
      />
      <circle class="art__sun" cx="108" cy="24" r="9" />
      <path class="art__body" d={body} />
      <path d={lines} />
    </svg>
  );
}
