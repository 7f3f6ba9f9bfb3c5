// A page that lies open leaves the screen once its link has ended, and shows newer figures once there are some.
(() => {
  let first = null;
  setInterval(async () => {
    const said = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (said === null) return;
    const now = said.headers.get("etag");
    if (!said.ok || (first !== null && now !== first)) location.reload();
    first = now;
  }, 20000);
})();
