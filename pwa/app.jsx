import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Surroundings } from './components/surroundings.js';
import { both, t } from './lib/labels.js';
import { back, location, match, settle } from './router.js';
import { notFound, pageOf, routes } from './routes.js';
import { connection } from './store/connection.js';
import { waitingCount } from './store/outbox.js';
import { operator, unread } from './store/queries.js';
import { turns } from './store/turns.js';

const surroundings = { connection, operator, unread, unsent: waitingCount, turns, goBack: back };

const NAME = { zh: '童卡', en: 'Tongka' };

/** Draws the page of the current address. */
export function App() {
  const { path, search } = location.value;
  const { route, params } = match(routes, path) ?? { route: notFound, params: {} };
  const Page = pageOf(route);
  const opened = useRef(/** @type {string | null} */ (path));
  const title = t(route.title);

  useEffect(() => {
    document.title = `${title} · ${both(NAME)}`;
  }, [title]);
  useLayoutEffect(() => {
    // Where the app was opened the reader has gone nowhere yet, even if the page only comes now.
    if (path !== opened.current) opened.current = null;
    if (opened.current === null) settle();
  }, [path, Page]);

  return (
    <Surroundings.Provider value={surroundings}>
      <Page key={path} {...params} params={params} query={search} title={title} />
    </Surroundings.Provider>
  );
}
