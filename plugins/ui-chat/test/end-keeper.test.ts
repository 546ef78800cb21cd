import t from 'tap';
import { EndKeeper, type Scroller } from '../src/browser/scroll/end-keeper.ts';

/** A scroller of 100 px that clamps as browsers do. */
function scroller(scrollHeight: number): Scroller & { scrollHeight: number; clientHeight: number } {
  let top = 0;
  return {
    scrollHeight,
    clientHeight: 100,
    get scrollTop() {
      return top;
    },
    set scrollTop(value: number) {
      top = Math.max(0, Math.min(value, this.scrollHeight - this.clientHeight));
    },
  };
}

t.test('whoever is at the end stays there while text grows', async (t) => {
  const keeper = new EndKeeper();
  const page = scroller(500);
  keeper.stay(page);
  t.equal(page.scrollTop, 400);
  page.scrollHeight = 900;
  // The browser tells of a move that it made itself before anybody looked at the growth.
  keeper.moved(page);
  t.equal(page.scrollTop, 800);
  t.ok(keeper.atEnd);
  t.notOk(keeper.away);
});

t.test('whoever moves up leaves, and what grows takes nobody along', async (t) => {
  const keeper = new EndKeeper();
  const page = scroller(900);
  keeper.stay(page);
  page.scrollTop = 500;
  keeper.moved(page);
  page.scrollHeight = 1500;
  keeper.stay(page);
  t.equal(page.scrollTop, 500);
  t.ok(keeper.away);
  page.scrollTop = 600;
  keeper.moved(page);
  t.notOk(keeper.atEnd, 'moving down is not arriving');
  page.scrollTop = 1400;
  keeper.moved(page);
  t.ok(keeper.atEnd, 'arriving is');
});

t.test('a jump to the end, and reading from a place on, are wishes of their own', async (t) => {
  const keeper = new EndKeeper();
  const page = scroller(900);
  keeper.leave();
  keeper.stay(page);
  t.equal(page.scrollTop, 0);
  keeper.goToEnd();
  keeper.stay(page);
  t.equal(page.scrollTop, 800);
});
