/** Goes to a field and selects what is in it; once more when it is drawn, because a sidebar that was away cannot have the focus yet. */
export function reachField(find: () => HTMLInputElement | null): void {
  const reach = () => {
    const field = find();
    if (field?.matches(':focus')) return;
    field?.focus();
    field?.select();
  };
  reach();
  requestAnimationFrame(reach);
}
