/**
 * Words that hold sentences together: no name of a person and no beginning of an address.
 * Kept as they are said, without accents; endings count.
 */
export const smallWords: ReadonlySet<string> = new Set(
  (
    "a an the this that these those my your his her our their its it's it is isn't i i'm i'd i'll i've me we we're we'd we'll us you you're he " +
    "she they them who which what when where why how be am are aren't was wasn't were been being do don't does doesn't did didn't have haven't " +
    "has hasn't had can can't cannot could couldn't may might must shall should shouldn't will won't would wouldn't let let's and or but nor not no " +
    'nope yes yeah yep so if then than because as at by for from in into of off on onto out over to too under until up upon with without within about after again ' +
    'against all also although always another any anyone anything before below between both down each either else ever every everything few here ' +
    'how however just last least less like more most much never next now once one only other otherwise own please quite rather really same since ' +
    'some somebody someone something sorry still such sure there thing think though through today together tomorrow unless very well while yesterday ' +
    'yet thanks thank okay ok alright right wrong correct exactly perfect actually maybe perhaps instead said say says saying mean means meant put ' +
    'make makes made making take takes took taken give gave given get got go goes going gone come comes came want wants wanted need needs needed use ' +
    'used using call called calls calling speak speaking note noted write wrote written down spell spelled spelt change changed correct correction ' +
    "corrected update updated mistake better reflection mind replace replaced swap keep set show tell told forget delete remove drop cancel that's what's " +
    "there's here's name name's names surname number phone telephone mobile email mail e address order oh ah er um hello hi hey good morning afternoon evening bye " +
    'am pm wait hold hang pardon afraid definitely certainly course great fine lovely wonderful reach ring contact send best would booking book booked ' +
    'appointment reservation different new old first second third full family given my self myself interested looking looking happy glad ready busy ' +
    'not listed listen back home work moment minute second done customer caller person somebody anybody nobody anyone whose whom hereby hence kindly ' +
    "gladly oops scratch scrap strike thought thoughts suppose guess believe incorrect possible possibly confirm confirmed repeat you've they're he's she's"
  ).split(' '),
);
