/** Takes the waiting version: the new worker starts, then the page opens anew. */
export async function applyUpdate() {
  const registration = await navigator.serviceWorker?.getRegistration?.();
  const waiting = registration?.waiting;
  if (!waiting) {
    location.reload();
    return;
  }
  const reload = () => location.reload();
  navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
  waiting.postMessage({ type: 'skip-waiting' });
}
