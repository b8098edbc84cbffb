import { useEffect, useState } from 'preact/hooks';

/**
 * Keeps the screen on while the page is in front (Screen Wake Lock). The lock is lost whenever
 * the page goes to the back, so it is asked for again when it returns.
 * @returns {boolean} whether the screen stays on now
 */
export function useAwake() {
  const [isAwake, setAwake] = useState(false);
  useEffect(() => {
    /** @type {WakeLockSentinel | null} */
    let lock = null;
    let isOver = false;

    async function ask() {
      if (document.visibilityState !== 'visible' || isOver) return;
      try {
        const granted = await navigator.wakeLock?.request('screen');
        if (!granted) return;
        if (isOver) return void granted.release();
        lock = granted;
        setAwake(true);
        granted.addEventListener('release', () => setAwake(false), { once: true });
      } catch {
        // Refused (low battery, WeChat): the page says that the screen may go dark.
      }
    }

    void ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, []);
  return isAwake;
}
