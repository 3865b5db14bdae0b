/** What our scripts share on a page; each adds its own. */
declare var neurohistory: any;
