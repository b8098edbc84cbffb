/** @param {{label: string, checked: boolean, onValue: (checked: boolean) => void}} props */
export function Switch({ label, checked, onValue }) {
  return (
    <button
      class="sw"
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      onClick={() => onValue(!checked)}
    >
      <i />
    </button>
  );
}
