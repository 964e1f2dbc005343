/**
 * What callers of any service ask to be done, in the ways that people say it: "the strap snapped" is about a
 * repair though no example says so. An intent is known by the act that its own examples are about.
 */

/** Those further up win where a sentence has several: "put me through, it's broken". */
const acts: readonly (readonly [act: string, said: RegExp])[] = [
  [
    'person',
    /\b(?:humans?|(?:real|actual|living|live|proper) (?:person|people|human|being|one|voice)|(?:to|with|for) a person|need a person|(?:speak|talk|chat|speaking|talking) (?:to|with) (?:a|an|the|some|any|your|one of|somebody|someone|anyone|anybody|people|staff)\b|put me (?:through|on to|onto)|(?:transfer|connect|patch|forward) me|hand me over|pass me (?:on|over|to)|representative|operator|supervisor|(?:the|a|your|store|duty) manager|members? of (?:staff|the team)|staff member|(?:machine|robot|computer|bot|automated|recording)|get me (?:someone|somebody|a (?:human|person|colleague))|(?:is there|isn't there) (?:anyone|anybody|someone|somebody) (?:i|who|there|else|to)|customer (?:service|care|support)|(?:one of |some of )?your (?:people|colleagues|team|staff)\b|(?:someone|anyone|somebody|anybody) (?:alive|human)|flesh and blood|someone (?:in charge|real|who can|on the line))\b/,
  ],
  [
    'repair',
    /\b(?:repair\w*|mend(?:ed|ing|s)?|(?<!\border\w*\b.{0,60})fix(?:able|ing|ed|es)?\b(?! (?:a|the|an|me) (?:time|date|day|appointment|slot)\b)(?! (?:\w+ ){0,2}order)|broke|broken|busted|snapped|torn|tore|rip(?:ped)?|cracked|fray(?:ed|ing)|faulty|sew\w*|stitch\w*|unstitched|resol(?:e|ed|ing)|reheel\w*|patch(?:ed)? up|restor(?:e|ed|ing)|worn (?:out|through|down|thin)|(?:falling|fell|fallen|coming|come|came) (?:apart|loose|undone|unstitched)|(?:has|have|is|'s|just) (?:come|came|coming|fallen|falling) off|came off|fell off|hanging (?:off|by)|(?:a|the) (?:hole|tear|rip|crack)|zip|zipper|buckle|clasp|hinge|seam|heel|strap|won't (?:close|zip|fasten|shut)|lining|hem|split|burst|wobbly|scuffed|chewed|jammed|in (?:bits|pieces|two))\b/,
  ],
  [
    'return',
    /\b(?:returns?|returned|returning|refund\w*|reimburs\w*|money back|(?:send|sending|ship|shipping|mail|post|bring|bringing|give|giving|take|taking|hand|handing|drop|have) (?:(?!sew|button|call)\w+ ){1,4}?back\b(?! (?:on|in stock))|send back|give back|bring back|take back|hand back|(?:go|goes|going) back\b|want rid of|not right for me|(?:don't|no longer) want (?:it|this|these|them)(?: any ?more)?|get rid of this|not what i (?:wanted|expected|ordered|had in mind)|(?:doesn't|does not|didn't|don't) (?:fit|suit)(?: me| it| them)?|changed my mind about (?:this|what i bought))\b/,
  ],
  [
    'hours',
    /\b(?:opening (?:hours|times?|days)|(?:business|shop|store|trading|office|your) (?:hours|times|timings)|closing time|(?:when|what time|until when|till when|what hours?|what days|which days|how late|how early|how long) (?:\w+ ){0,6}(?:open|opens|opened|close|closes|closed|closing|shut|shuts|there|doors)|(?:are|is|will|do|does|aren't|isn't) (?:\w+ ){0,5}(?:open|opened|closed|shut)\b|(?:you|store|shop|doors?) (?:open|close|shut|closed)\b|(?:open|closed|shut) (?:on|today|tonight|tomorrow|sundays?|late|till|until|at|over|during|this|now|yet|for (?:lunch|business)|every|in the)\b|(?:are|will) you (?:be )?(?:about|around|in|trading|working|there) (?:on|at|over|tomorrow|today|tonight|this|late)|lock(?:ing)? up|(?:till|until|by) what (?:time|hour))\b/,
  ],
  [
    'track',
    /\b(?:track\w*|whereabouts|status|(?:where|where's|where'd|wheres) (?:\w+ ){0,5}(?:orders?|parcels?|package|delivery|shipment|stuff|things|purchase|box|got to|ended up)|(?:hasn't|hasnt|has not|haven't|have not|never|nothing|didn't|not|still not|yet to|no) (?:\w+ ){0,3}?(?:arriv\w*|come\b(?! (?:in|to the|by|over|down))|came|shown? up|turned? up|reached|here|been delivered|landed|received|appeared|any sign)|how far (?:along|away)|on (?:its|the|their) way|(?:orders?|parcels?|package|shipment|delivery) (?:\w+ ){0,3}(?:late|overdue|lost|missing|reached|stuck|sent|shipped|dispatched|left|coming|gone|arrive[sd]?|at|here)\b|still waiting|(?:been|am|i'm) waiting|(?:news|word|signs?|trace) (?:of|on|about|from)|(?:what|what's|what is|whats) (?:\w+ ){0,3}(?:with|to|of) (?:my|the|our) (?:order|parcel|package|delivery|shipment|purchase)|(?:check|look|checking|chase|chasing|follow|following) (?:\w+ ){0,3}(?:my|the|our) (?:shipment|parcel|package|delivery|order)|(?:supposed|meant|due) to (?:be here|arrive|come|have come|have arrived|get here)|(?:has|have|did) (?:it|they|that) (?:left|gone|been sent|shipped|ship|leave|go out)|(?:got|get|getting) (?:it|that|they) got to|should(?:'ve| have) (?:arrived|come|been here|got here)|when (?:will|does|is|should|can i expect) (?:\w+ ){0,3}(?:order|parcel|package|shipment)|(?:order|parcel|package|shipment|delivery) (?:will|to) (?:arrive|come|get here)|expect (?:my|the|it)|been (?:sent|shipped|dispatched)|ordered (?:\w+ ){1,4}(?:ago|last)|gone missing)\b/,
  ],
  [
    'gift',
    /\b(?:gifts?|presents?)\b(?=.*\b(?:ideas?|suggest\w*|recommend\w*|advi[cs]e|help\w*|choos\w*|pick\w*|find\w*|what|which|stuck|need|looking|look|inspir\w*|tips?|clue|right|good|nice|suitable)\b)|\b(?:ideas?|suggest\w*|recommend\w*|advi[cs]e|help\w*|choos\w*|pick\w*|find\w*|what|which|stuck|need|looking|look|inspir\w*|tips?|clue|good|nice|suitable)\b(?=.*\b(?:gifts?|presents?)\b)|\bwhat (?:could|should|can|do|does|would|might|to) (?:i|one|we|people|a person|get|give|buy)? ?(?:\w+ ){0,2}(?:get|give|buy|bring)(?! (?:back|here|there|to))\b|\bwhat (?:would|might) (?:she|he|they|a \w+|my \w+) (?:\w+ )?(?:like|love|enjoy|want|appreciate)|\b(?:no idea|don't know|not sure|clueless|stuck on|unsure) what to (?:get|buy|give)|\bwho (?:has|have|'s got) everything|\bsomething (?:nice )?for (?:someone|somebody|my (?:wife|husband|mum|mother|dad|father|sister|brother|friend|girlfriend|boyfriend|partner|boss|aunt|uncle|daughter|son))\b/,
  ],
  [
    'cancel',
    /\b(?:cancel\w*|call off) (?:\w+ ){0,3}(?:order|purchase|appointment|booking|reservation|everything|it all|subscription)\b/,
  ],
  [
    'change',
    /\b(?:chang\w*|alter\w*|amend\w*|modif\w*|edit\w*|adjust\w*|revis\w*|updat(?:e|ing)(?! me| on)|switch\w*|swap\w*|fix(?:ing)?|add\w*|remov\w*|mess\w*|mistake|wrong|incorrect|mix\w*|mixed|redo|tweak\w*|different)\b(?=.*\b(?:orders?|ordered|purchase|bought|basket|picked|clicked|placed)\b)|\b(?:orders?|ordered|purchase|bought|basket|clicked|picked|placed)\b(?=.*\b(?:chang\w*|alter\w*|amend\w*|modif\w*|edit\w*|adjust\w*|revis\w*|updated?|switch\w*|swap\w*|mess\w*|mistake|wrong|incorrect|different|tweak\w*|redo|instead)\b)/,
  ],
  [
    'visit',
    /\b(?:appointments?|fittings?|fitted|measured?|measurements?|measuring|(?:try|trying) (?:\w+ ){1,4}on|try on|trying on|tailor|seamstress|fitting room|(?:book|reserve|schedule|squeeze|pencil|slot|fit) me (?:in|for|a)|(?:time|free|open) slots?|slot|consultation)\b/,
  ],
  [
    'stock',
    /\b(?:in stock|out of (?:stock|it|them)|stock(?:ed|s|ing)?|restock\w*|availab\w*|sold out|sell out|(?:got|have|has|is there|are there) (?:\w+ ){0,4}(?:left|in stock|in the (?:shop|store|back|warehouse))|have (?:it|one|this|any|some|them) there|any (?:\w+ )?(?:more |left|of (?:them|those|these))|left (?:in|at|over)|on the (?:shelf|shelves|rails?)|do (?:you|ye|y'all|you guys|you people|they) (?:\w+ ){0,2}(?:have|sell|stock|carry|keep) (?:it|this|that|these|those|one|any|them|some|such|still)\b|(?:run|ran|all) out\b|back in\b|warehouse|stockroom|carry (?:this|that|it|these|those))\b/,
  ],
  [
    'deliver',
    /\b(?:deliver|delivery|deliveries|delivered|delivering|ship (?:it|this|that|them|to|things)|shipped to|(?:bring|send|get|drop|have|post|mail|courier|leave|want|need) (?:it|this|that|them|everything|something|things|stuff|the \w+|my \w+) (?:\w+ ){0,3}(?:to me|to us|to my|to our|at my|at mine|at ours|to mine|round|over|here|off|home|house|door|doorstep|address|brought|sent|dropped|shipped)|(?:brought|sent|dropped|shipped|posted) (?:to|off|round|over|out)|(?:to|at|on) my (?:door|house|home|address|place|doorstep|flat|work|office)|(?:come|comes|brought|dropped|sent|delivered) to (?:me|us|mine|ours)\b|be brought|doorstep|(?:can't|cannot|can not|won't be able to|unable to|too \w+ to) (?:come|make it|pick (?:it|them) up|collect|get (?:to|there|out|in|down)|carry|travel)|come and (?:bring|drop))\b/,
  ],
  ['price', /\b(?:how much (?:is|are|does|do|would|for)|price of|cost of|what does it cost)\b/],
];

/** "I don't want to send it back, I want it repaired" */
const denied =
  /\b(?:don't|do not|not|rather than|instead of|without) (?:(?:want|wish|need|like|looking|here|calling|trying|about|having|sending) )?(?:to )?(?:(?!robot|machine|computer|bot|arriv|come|fit|know|have|got|yet|what|suit|like)\w+ ){1,5}?(?=(?:but|i|i'd|i'm|just|it's|please|could|can)\b)/g;
/** How things are in general: no wish of the caller's. */
const general =
  /\b(?:policy|policies|who pays|what happens (?:if|when)|how (?:long|much) (?:does|do|is)|cost|costs|charge for|charges?|on average|insured|insurance|free of charge)\b/;

/** Of other things: a slot is left open, and a gift is wrapped. */
const elsewhere =
  /\b(?:leave|keep|leaving) (?:\w+ ){1,5}?open\b|\bgift[ -]?(?:wrap\w*|paper|pack\w*|box\w*|receipt)\b|\b(?:read|say|call|ring|phone|come) (?:\w+ ){0,3}back\b|\b(?:speak|talk) (?:up|louder|slower|a (?:little|bit)|more slowly)\b/g;

/** The words without what the caller does not want. */
export function withoutDenied(words: readonly string[]): readonly string[] {
  const text = words.join(' ').replace(denied, ' ').replace(elsewhere, ' ');
  const left = text.split(/\s+/).filter((word) => word !== '');
  return left.length > 1 ? left : words;
}

/** What a sentence asks to be done, the likeliest first. */
export function actsIn(words: readonly string[]): string[] {
  const meant = withoutDenied(words).join(' ');
  return acts.flatMap(([act, said]) => (said.test(meant) ? [act] : []));
}

export function isGeneral(words: readonly string[]): boolean {
  return general.test(words.join(' '));
}

/**
 * By act, the one intent that is about it.
 * @param sentences of each intent, in words.
 */
export function actsOf(sentences: readonly (readonly (readonly string[])[])[]): ReadonlyMap<string, number> {
  const shares = sentences.map((own) => {
    const counts = new Map<string, number>();
    for (const words of own) {
      const [first, ...others] = actsIn(words);
      if (first !== undefined) counts.set(first, (counts.get(first) ?? 0) + 1);
      for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 0.25);
    }
    return new Map([...counts].map(([act, count]) => [act, count / Math.max(1, own.length)]));
  });
  const found = new Map<string, number>();
  for (const [act] of acts) {
    const ranked = shares
      .map((share, index) => ({ index, share: share.get(act) ?? 0 }))
      .sort((left, right) => right.share - left.share || left.index - right.index);
    const [best, second] = ranked;
    if (best !== undefined && best.share >= 0.3 && best.share >= 2 * (second?.share ?? 0))
      found.set(act, best.index);
  }
  return found;
}
