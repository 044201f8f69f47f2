document.body.append('shell');
