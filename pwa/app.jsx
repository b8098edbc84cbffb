import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Surroundings } from './components/surroundings.js';
import { both, t } from './lib/labels.js';
import { back, location, match, settle } from './router.js';
import { notFound, routes } from './routes.js';
import { connection } from './store/connection.js';
import { waitingCount } from './store/outbox.js';
import { operator, unread } from './store/queries.js';

const surroundings = { connection, operator, unread, unsent: waitingCount, goBack: back };

const NAME = { zh: '童卡', en: 'Tongka' };

/** Draws the page of the current address. */
export function App() {
  const { path, search } = location.value;
  const { route, params } = match(routes, path) ?? { route: notFound, params: {} };
  const isFirst = useRef(true);
  const title = `${t(route.title)} · ${both(NAME)}`;

  useEffect(() => {
    document.title = title;
  }, [title]);
  useLayoutEffect(() => {
    if (!isFirst.current) settle();
    isFirst.current = false;
  }, [path]);

  const Page = route.page;
  return (
    <Surroundings.Provider value={surroundings}>
      <Page key={path} {...params} params={params} query={search} />
    </Surroundings.Provider>
  );
}
